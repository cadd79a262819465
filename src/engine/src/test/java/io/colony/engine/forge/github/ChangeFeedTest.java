package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.forge.HostChanges.Item;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeFeedTest {
    private final Scripted github = new Scripted();
    private final Identity ops =
            new Identity("ops", new Token(Secret.of(Scripted.TOKEN)), github.parts(), github, GitHubSettings.DEFAULT);
    private final ChangeFeed feed = new ChangeFeed(new Accounts(ops, ops));

    @Test
    void tellsWhatIsOpenFirstAndThenWhatChangedSinceBefore() {
        github.then(200, "[" + issue(9, "closed", "2026-01-05T10:00:00Z") + "]")
                .then(200, "[" + issue(1, "open", "2026-01-04T10:00:00Z") + "]")
                .then(200, "[" + issue(9, "closed", "2026-01-05T10:00:00Z") + "]");

        HostChanges first = feed.read("acme/app", Optional.empty());
        HostChanges second = feed.read("acme/app", first.cursor());

        assertThat(numbers(first)).containsExactly(1L);
        assertThat(first.more()).isFalse();
        assertThat(numbers(second)).containsExactly(9L);
        assertThat(asked(1)).contains("state=open");
        assertThat(asked(2)).contains("state=all").contains("since=2026-01-05T09:59:59Z");
    }

    @Test
    void asksOneConditionalQuestionWhereNothingHasChanged() {
        HostChanges settled = settled();
        github.then(304, "");

        HostChanges none = feed.read("acme/app", settled.cursor());

        assertThat(none).isEqualTo(new HostChanges(List.of(), settled.cursor(), false));
        assertThat(github.headers.getLast()).containsEntry("If-None-Match", "\"e\"");
    }

    @Test
    void tellsAgainWhatHasTheTimeOfTheNewestChange() {
        HostChanges settled = settled();
        github.then(
                200,
                "[" + issue(3, "open", "2026-01-05T09:59:59Z") + "," + issue(1, "open", "2026-01-05T10:00:00Z") + ","
                        + issue(2, "open", "2026-01-05T10:00:00Z") + "]",
                "ETag",
                "\"f\"");

        assertThat(numbers(feed.read("acme/app", settled.cursor()))).containsExactly(1L, 2L);
    }

    @Test
    void goesOnByTimeAndWithinASecondByPages() {
        HostChanges settled = settled();
        github.then(200, page(1, "2026-01-05T11:00:00Z"))
                .then(200, page(1, "2026-01-05T11:00:00Z"))
                .then(200, page(26, "2026-01-05T11:00:00Z"))
                .then(200, "[" + issue(51, "open", "2026-01-05T11:00:01Z") + "]");

        HostChanges first = feed.read("acme/app", settled.cursor());
        HostChanges second = feed.read("acme/app", first.cursor());
        HostChanges third = feed.read("acme/app", second.cursor());
        HostChanges fourth = feed.read("acme/app", third.cursor());

        assertThat(first.more()).isTrue();
        assertThat(asked(4)).contains("since=2026-01-05T10:59:59Z&page=1");
        assertThat(asked(5)).contains("since=2026-01-05T10:59:59Z&page=2");
        assertThat(numbers(third)).contains(26L, 50L);
        assertThat(numbers(fourth)).containsExactly(51L);
        assertThat(fourth.more()).isFalse();
    }

    @Test
    void tellsPullRequestsAndLabels() {
        HostChanges settled = settled();
        github.then(200, """
                [{"number":5,"state":"open","updated_at":"2026-01-05T12:00:00Z","pull_request":{},
                  "labels":[{"name":"colony"},{"name":"bug"}]}]""");

        Item item = feed.read("acme/app", settled.cursor()).items().getFirst();

        assertThat(item.pullRequest()).isTrue();
        assertThat(item.labels()).containsExactly("colony", "bug");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2|opening|x|y|1|", "1|changes|yesterday|2026-01-05T12:00:00Z|1|e", "1|changes"})
    void refusesACursorThatIsNotItsOwn(String cursor) {
        assertThatThrownBy(() -> feed.read("acme/app", Optional.of(cursor))).isInstanceOf(ForgeException.class);
    }

    /** As after a poll that found issue 1 and nothing after it. */
    private HostChanges settled() {
        String known = "[" + issue(1, "open", "2026-01-05T10:00:00Z") + "]";
        github.then(200, known).then(200, known).then(200, known, "ETag", "\"e\"");
        return feed.read("acme/app", feed.read("acme/app", Optional.empty()).cursor());
    }

    private String asked(int index) {
        return github.asked.get(index).uri().toString();
    }

    private static List<Long> numbers(HostChanges changes) {
        return changes.items().stream().map(item -> item.key().number()).toList();
    }

    private static String page(int from, String at) {
        return IntStream.range(from, from + ChangeFeed.PAGE)
                .mapToObj(number -> issue(number, "open", at))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String issue(int number, String state, String at) {
        return "{\"number\":" + number + ",\"state\":\"" + state + "\",\"updated_at\":\"" + at + "\",\"labels\":[]}";
    }
}
