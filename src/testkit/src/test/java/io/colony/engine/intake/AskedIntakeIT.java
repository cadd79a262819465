package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.intake.Intake.Admission;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issue that somebody names, as a step of a Pipeline does. */
class AskedIntakeIT {
    private static final IssueKey KEY = new IssueKey("acme/shop", 5);

    private final HostFixture colony = new HostFixture();
    private final ScriptedHost host = colony.host;

    @AfterEach
    void stop() {
        colony.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mallory", "nobody"})
    void whoMayNotWriteLetsNothingIn(String login) {
        host.file(5, "mallory");

        assertThat(colony.intake.ask(KEY, login))
                .isEqualTo(new Admission.Refused(login + " may not write to acme/shop, which this takes."));
        assertThat(colony.known(5)).isFalse();
    }

    @Test
    void whoSpeaksAsColonyItselfIsToldSo() {
        host.file(5, "mallory");

        assertThat(colony.intake.ask(KEY, ScriptedHost.BOT))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.why())
                                .startsWith("Colony itself is signed in as " + ScriptedHost.BOT));
        assertThat(colony.known(5)).isFalse();
    }

    @Test
    void whoMayLetsAStrangersIssueInWithWhatTheCodeHostSaysThatItWaitsFor() {
        Issue other = colony.in("analyzing");
        host.file(5, "mallory");
        host.blockers.put(KEY, List.of(other.key()));
        host.comment(KEY, "olga", "/colony:cancel");

        assertThat(colony.intake.ask(KEY, "olga"))
                .isInstanceOfSatisfying(
                        Admission.Admitted.class,
                        in -> assertThat(in.issue().state()).isEqualTo(IssueState.NEW));

        assertThat(colony.count("select count(*) from issue_dependencies where source = 'forge'"))
                .isEqualTo(1);
        host.tell(KEY, false);
        assertThat(colony.poll.step()).isTrue();
        assertThat(colony.find(KEY).state())
                .as("what was said before is no command")
                .isEqualTo(IssueState.NEW);
        assertThat(colony.intake.ask(KEY, "rita")).isEqualTo(new Admission.Admitted(colony.find(KEY)));
    }

    @Test
    void aClosedOneAndOneOfAnUnknownRepositoryAreRefused() {
        host.file(5, "mallory");
        host.setOpen(KEY, false);

        assertThat(colony.intake.ask(KEY, "olga")).isInstanceOf(Admission.Refused.class);
        assertThat(colony.intake.ask(new IssueKey("acme/other", 5), "olga")).isInstanceOf(Admission.Refused.class);
        assertThat(colony.known(5)).isFalse();
    }
}
