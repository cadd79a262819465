package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.secret.Redactor;
import io.colony.engine.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that stand where a scan of lines does not look, and changes that a reviewer is not shown. */
class HiddenFromTheScanIT extends WithColony {
    private static final String KEY = "AKIA" + "QYLPMN5HHHFPZAM2";
    private static final String GIVEN = "a-model-key-of-the-operator";

    private void handIn(String path, String text) {
        colony.agent.given = Redactor.of(List.of(Secret.of(GIVEN)));
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

    /** Names that a path of this program must not have, so that the file's bytes were never read. */
    @ParameterizedTest
    @ValueSource(strings = {"k:key.bin", "dir\\key.bin", "line\nend.bin"})
    void aFileThatIsNoTextAndHasAnOddNameIsNotPushed(String path) {
        handIn(path, "\0" + String.join("\0", GIVEN.split("")) + "\0");

        assertThat(refused()).contains(".bin cannot be looked at for secrets");
    }

    /** To git, what is larger than 16 MiB is no text. */
    @Test
    void aTextThatIsTooLargeToBeScannedIsNotPushed() {
        handIn(
                "large.txt",
                "key = " + GIVEN + "\n" + "x".repeat(99).concat("\n").repeat(180_000));

        assertThat(refused()).contains("large.txt cannot be looked at for secrets");
    }

    /** What cannot be seen is taken out of messages before they are pushed. */
    @Test
    void aSecretThatOnlyTheCleanedMessageHoldsIsNotPushed() {
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.commit("feat: greet\n\n" + KEY.substring(0, 8) + "\u200b" + KEY.substring(8) + "\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });

        assertThat(refused()).contains("In the message of commit", "an AWS access key");
    }

    @Test
    void aChangeOfWhichTheReviewerIsNotShownTheEndIsForAPerson() {
        colony.agent.next("develop", agent -> {
            agent.write("a.txt", "\u0001".repeat(60_000) + "\n");
            agent.write("greeting.txt", "hello\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        Issue issue = colony.reached("human-review-ready");

        assertThat(colony.reason(issue)).contains("it has not seen all of it");
    }
}
