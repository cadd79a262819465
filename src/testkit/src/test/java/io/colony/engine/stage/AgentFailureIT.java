package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgentFailureIT extends WithColony {
    @Test
    void anAgentThatGivesNoResultThreeTimesInARowIsNotAskedAFourthTime() {
        for (int attempt = 1; attempt <= 4; attempt++) {
            exit(End.FAILED, 1);
        }
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        assertThat(colony.agent.asked("develop")).isEqualTo(3);
        assertThat(colony.list("select distinct failure_class from agent_runs where stage = 'develop'"))
                .containsExactly("content");
    }

    @Test
    void anAgentThatWasKilledIsATransientFailure() {
        exit(End.KILLED, 137);
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.one("select failure_class from agent_runs where failure_class is not null"))
                .isEqualTo("transient");
    }

    @Test
    void unfinishedWorkIsSavedWhenTheProgramItselfFails() throws IOException {
        colony.agent.next("develop", agent -> {
            agent.write("half.txt", "half\n");
            throw new IllegalStateException("broken back end");
        });
        colony.reached("ready-for-dev");
        colony.worker.step();

        try (Stream<Path> files = Files.walk(colony.work.resolve("mirrors"))) {
            assertThat(files.filter(file -> file.toString().contains("/refs/colony/recovery/")))
                    .isNotEmpty();
        }
    }

    @Test
    void aRunIsStoredAndBookedWhateverItsAgentCallsItsModel() {
        colony.agent.next(
                "develop",
                agent -> new AgentResult(
                        End.FAILED,
                        Optional.empty(),
                        new AgentUsage(
                                Optional.of("a\0" + "b".repeat(1 << 20)), 1, 0, 0, 0, 0, Optional.of(Usd.of("0.03"))),
                        true,
                        OptionalInt.of(1),
                        Duration.ofSeconds(1),
                        "It exited with code 1."));
        colony.reached("ready-for-dev");
        colony.worker.step();

        assertThat(colony.one("select length(model) from agent_runs where stage = 'develop'"))
                .isEqualTo("100");
        assertThat(colony.one("select usd from cost_events where stage = 'develop'"))
                .isEqualTo("0.030000");
    }

    private void exit(End end, int code) {
        colony.agent.next(
                "develop",
                agent -> new AgentResult(
                        end,
                        Optional.empty(),
                        AgentUsage.NONE,
                        true,
                        OptionalInt.of(code),
                        Duration.ofSeconds(1),
                        "It exited with code " + code + ". It gave no result."));
    }
}
