package io.colony.engine.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.HostSignal.IssueChanged;
import io.colony.engine.forge.HostSignal.IssueChanged.Change;
import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredSignalTest {
    private static final IssueKey KEY = new IssueKey("acme/shop", 7);

    @Test
    void comesBackAsItWent() {
        List<HostSignal> signals = List.of(
                new IssueChanged(KEY, Change.LABELED, "olga", Optional.of("colony")),
                new IssueChanged(KEY, Change.CLOSED, "", Optional.empty()),
                new HostSignal.Commented(KEY, true, 5, "olga", ""),
                new HostSignal.PullRequestChanged("acme/shop", 7, "x", "olga"),
                new HostSignal.Reviewed("acme/shop", 7, 8, "olga"),
                new HostSignal.ChecksChanged("acme/shop", "a".repeat(40)),
                new HostSignal.Pushed("acme/shop", "x", Optional.empty(), "olga"),
                new HostSignal.RepositoryChanged("acme/shop", Optional.of("1")),
                new HostSignal.Listed(KEY, false, true, List.of("colony", "a\"b")),
                new HostSignal.Irrelevant("nothing"));

        assertThat(signals)
                .allSatisfy(signal -> assertThat(StoredSignal.read(StoredSignal.write(signal)))
                        .isEqualTo(signal));
    }

    @Test
    void theWordsOfACommentAreNotKept() {
        assertThat(StoredSignal.write(new HostSignal.Commented(KEY, false, 5, "olga", "my password is")))
                .doesNotContain("password");
    }

    @Test
    void halfASurrogatePairAndNulBecomeSomethingThatCanBeStored() {
        String written = StoredSignal.write(
                new IssueChanged(KEY, Change.LABELED, "olga", Optional.of("a\0b\ud83d c\udc00 \ud83d\ude00")));

        assertThat(written)
                .doesNotContain("\\u0000")
                .contains("\ud83d\ude00")
                .satisfies(text -> assertThat(text.codePoints().anyMatch(point -> point >= 0xd800 && point <= 0xdfff))
                        .isFalse());
    }
}
