package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.database.Json;
import io.colony.engine.issue.Issue;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.secret.Redactor;
import io.colony.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What must not leave this machine before a person has seen it, and how what leaves is written. */
class BeforeThePushIT extends WithColony {
    private static final String KEY = "AKIA" + "QYLPMN5HHHFPZAM2";
    private static final String GIVEN = "a-model-key-of-the-operator";

    private void handIn(String path, String text) {
        colony.agent.next("develop", agent -> {
            agent.write(path, text);
            agent.write("greeting.txt", "hello\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
    }

    private String refused() {
        Issue issue = colony.reached("changes-requested");
        assertThat(colony.forge.calls("push")).isZero();
        return colony.reason(issue);
    }

    @Test
    void whatOtherMachinesRunByThemselvesIsNotPushed() {
        handIn(".github/workflows/x.yml", "on: push\n");

        assertThat(refused())
                .contains(".github/workflows/x.yml is run by other machines", "a person has to make that change");
    }

    @Test
    void norIsItWhereOnlyACommitOnTheWayHoldsIt() {
        colony.agent.next("develop", agent -> {
            agent.write("Jenkinsfile", "pipeline {}\n");
            agent.commit("one");
            agent.delete("Jenkinsfile");
            agent.write("greeting.txt", "hello\n");
            agent.commit("two");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });

        assertThat(refused()).contains("although not at the end", "Jenkinsfile is run by other machines");
    }

    @Test
    void aRepositoryMaySayThatItIsPushed() {
        moveMain(".colony/config.yaml", StageFixture.CONFIG + "policy: {push_automation: true}\n");
        handIn("Jenkinsfile", "pipeline {}\n");
        Issue issue = colony.reached("human-review-ready");

        assertThat(colony.reason(issue)).contains("Jenkinsfile is protected by");
    }

    @Test
    void aValueThatTheAgentWasGivenIsNotPushed() {
        colony.agent.given = Redactor.of(List.of(Secret.of(GIVEN)));
        handIn("key.js", "const k = '" + GIVEN + "';\n");

        assertThat(refused())
                .contains("A value that this installation keeps secret")
                .doesNotContain(GIVEN);
    }

    @Test
    void norIsItInBase64OrInUtf16() {
        colony.agent.given = Redactor.of(List.of(Secret.of(GIVEN)));
        handIn("key.b64", Base64.getEncoder().encodeToString(("x" + GIVEN).getBytes(StandardCharsets.UTF_8)) + "\n");
        assertThat(refused()).contains("A value that this installation keeps secret");

        handIn("key.txt", "k\0e\0y\0=\0" + String.join("\0", GIVEN.split("")) + "\0");
        colony.worker.step();
        assertThat(colony.list("select reason from state_transitions where reason like '%no plain text%'"))
                .hasSize(1);
    }

    @Test
    void aSecretInTheNameOfAFileIsNotPushed() {
        handIn("dir/" + KEY, "x\n");

        assertThat(refused()).contains("The name of a file looks like it holds a secret");
    }

    @Test
    void commitsLeaveInTheBuildersNameAndCallNobody() {
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.commit("fix: greet\n\nCloses #1, thanks @everyone\n[skip ci]\n"
                    + "Co-authored-by: The Boss <boss@example.org>");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");

        String log = new LocalCommandRunner()
                .run(
                        List.of("git", "log", "--format=%an <%ae> %cn%n%B", "main"),
                        colony.host().directory(),
                        Map.of("PATH", "/usr/bin:/bin"),
                        "",
                        Duration.ofMinutes(1))
                .stdout();
        assertThat(log)
                .contains("Colony Builder <builder@colony.invalid> Colony Builder\nfix: greet\n")
                .doesNotContain("agent@example.org", "boss@example.org", "[skip ci]", "@everyone", "Closes #1");
    }

    @Test
    void noiseCrowdsNothingOutOfATranscript() {
        colony.agent.next("develop", agent -> {
            for (int line = 0; line < 20_500; line++) {
                agent.events().accept(new AgentEvent.Noise("stdout", "x"));
            }
            agent.events().accept(new AgentEvent.ToolStarted("1", "sh", "the evil part"));
            agent.write("greeting.txt", "hello\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        colony.reached("in-review");

        assertThat(colony.list("select text from transcripts where kind = 'tool'"))
                .containsExactly("sh the evil part");
        assertThat(colony.list("select 1 from transcripts where kind = 'stdout'"))
                .hasSize(10_000);
        assertThat(colony.list("select 1 from transcripts where kind = 'cut'")).hasSize(1);
    }

    @Test
    void keepsOnlySoManyLinesOfEachKindAndTheResult() {
        colony.reached("ready-for-dev");
        long run =
                colony.dispatcher.claim(colony.register("w"), "w").orElseThrow().runId();
        Transcript transcript = new Transcript(
                colony.database,
                RunStore.postgres(),
                colony.clock,
                run,
                UnaryOperator.identity(),
                new Transcript.Most(2, 3, 1));
        for (int line = 0; line < 50; line++) {
            transcript.accept(new AgentEvent.Problem("p"));
            transcript.accept(new AgentEvent.Started("s"));
            transcript.accept(new AgentEvent.ToolStarted("1", "sh", "x"));
            transcript.accept(new AgentEvent.Text("t"));
            transcript.accept(new AgentEvent.Noise("stdout", "n"));
        }
        transcript.accept(new AgentEvent.Result(Json.object()));
        transcript.finish();

        assertThat(colony.list("select kind from transcripts where run_id = ? order by seq", run))
                .containsExactly("problem", "started", "tool", "text", "stdout", "cut", "text", "cut", "cut", "result");
    }
}
