package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lists whose length, and whose elements' length, strangers decide. */
class PagesTest {
    private static final IssueKey KEY = new IssueKey("acme/app", 7);
    private static final long HEAP = 48L << 20;

    private final Listing github = new Listing();
    private final Scripted clock = new Scripted();
    private final Identity ops = new Identity(
            "ops",
            new Token(Secret.of(Scripted.TOKEN)),
            new Wire.Parts(Scripted.API, github, new EtagCache(4_000, 16L << 20), pause -> {}),
            clock,
            GitHubSettings.DEFAULT);
    private final Accounts accounts = new Accounts(ops, ops);
    private final Comments comments = new Comments(accounts);

    /** A list of GitHub's as long as a test likes, with what it was asked for and the largest heap that was live then. */
    private static final class Listing implements Transport {
        private static final Pattern NUMBER = Pattern.compile("[?&](per_page|page)=([0-9]+)");

        int elements = 2_000;
        String text = "please";
        int longestPage = 100;
        int goneAtPage = Integer.MAX_VALUE;
        boolean answersByEtag;
        final List<String> asked = new ArrayList<>();
        private long before;
        private long largest;

        @Override
        public Answer send(Call call, Map<String, String> headers) throws IOException {
            String uri = call.uri().toString();
            if (uri.endsWith("/user")) {
                return Answer.of(200, Map.of(), "{\"login\":\"colony-ops\"}");
            }
            measure();
            Map<String, Integer> query = new TreeMap<>(Map.of("page", 1));
            for (MatchResult found : NUMBER.matcher(uri).results().toList()) {
                query.put(found.group(1), Integer.valueOf(found.group(2)));
            }
            int size = query.getOrDefault("per_page", 30);
            int page = query.getOrDefault("page", 1);
            asked.add(page + "/" + size);
            if (size > longestPage) {
                throw new AnswerTooLong(1);
            }
            boolean known = ("\"e" + page + "\"").equals(headers.get("If-None-Match"));
            if (answersByEtag && known) {
                return Answer.of(304, Map.of(), "");
            }
            return page >= goneAtPage ? Answer.of(404, Map.of(), "{}") : page(uri, page, size);
        }

        private Answer page(String uri, int page, int size) {
            int pages = Math.max(1, (elements + size - 1) / size);
            String body = IntStream.rangeClosed((page - 1) * size + 1, Math.min(elements, page * size))
                    .mapToObj(id -> "{\"id\":" + id + ",\"number\":" + id + ",\"state\":\"open\",\"body\":\"" + text
                            + id + "\",\"user\":{\"login\":\"joe\",\"type\":\"User\"}}")
                    .collect(Collectors.joining(",", "[", "]"));
            String next = page < pages ? link(uri, page + 1, "next") + ", " + link(uri, pages, "last") : "";
            return Answer.of(200, Map.of("Link", List.of(next), "ETag", List.of("\"e" + page + "\"")), body);
        }

        private static String link(String uri, int page, String relation) {
            String base = uri.replaceAll("&page=[0-9]+", "");
            return "<" + base + "&page=" + page + ">; rel=\"" + relation + "\"";
        }

        /** What is live while somebody is on the way through the list. */
        private void measure() {
            if (asked.size() % 5 == 0) {
                System.gc();
                long used = Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
                before = asked.isEmpty() ? used : before;
                largest = Math.max(largest, used);
            }
        }

        long grown() {
            return largest - before;
        }
    }

    @Test
    void aThreadOfLongCommentsIsNeverInMemoryAsAWhole() {
        github.text = "x".repeat(60_000);

        LongStream ids = comments.list(KEY).mapToLong(ForgeComment::id);

        assertThat(ids.sum()).isEqualTo(2_000L * 2_001 / 2);
        assertThat(github.asked).hasSize(20);
        assertThat(github.grown()).isLessThan(HEAP);
    }

    @Test
    void norAreTheOpenIssuesOfARepository() {
        github.text = "x".repeat(60_000);

        List<IssueKey> keys =
                new Issues(accounts).open("acme/app").map(ForgeIssue::key).toList();

        assertThat(keys).hasSize(2_000);
        assertThat(github.grown()).isLessThan(HEAP);
    }

    @Test
    void norIsWhatWeLookThroughForACommentOfOurs() {
        github.text = "x".repeat(60_000);

        comments.put(KEY, "m", "ours");

        assertThat(github.asked).hasSize(21);
        assertThat(github.grown()).isLessThan(HEAP);
    }

    @Test
    void norAreTheWordsOfReviews() {
        github.text = "x".repeat(60_000) + "\",\"state\":\"COMMENTED\",\"commit_id\":\"";

        assertThat(comments.reviews("acme/app", 8)).hasSize(2_000);

        assertThat(github.grown()).isLessThan(HEAP);
    }

    @Test
    void whoHasFoundWhatTheyLookForReadsNoFurther() {
        assertThat(comments.list(KEY).filter(comment -> comment.id() == 150)).hasSize(1);
        assertThat(github.asked).hasSize(20);
        github.asked.clear();

        assertThat(comments.list(KEY).filter(comment -> comment.id() == 150).findFirst())
                .isPresent();

        assertThat(github.asked).containsExactly("1/100", "2/100");
    }

    @Test
    void theNewestCommentTakesTwoQuestions() {
        assertThat(comments.newest(KEY)).isEqualTo(2_000);
        assertThat(github.asked).containsExactly("1/1", "2000/1");
        github.elements = 1;
        assertThat(comments.newest(KEY)).isEqualTo(1);
        github.elements = 0;
        assertThat(comments.newest(KEY)).isZero();
    }

    @Test
    void findsWhatFollowsAPageThatWasTheLastOneWhenItWasAskedBefore() {
        github.answersByEtag = true;
        github.elements = 100;
        assertThat(comments.list(KEY)).hasSize(100);
        assertThat(comments.newest(KEY)).isEqualTo(100);
        github.elements = 101;

        assertThat(comments.list(KEY)).hasSize(101);
        assertThat(comments.newest(KEY)).isEqualTo(101);
    }

    @Test
    void asksForSmallerPagesWhereOneIsLongerThanAnAnswerMayBe() {
        github.elements = 60;
        github.longestPage = 5;

        List<Long> ids = comments.list(KEY).map(ForgeComment::id).toList();

        assertThat(ids).isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(github.asked).startsWith("1/100", "1/25", "1/5", "2/5").hasSize(14);
    }

    @Test
    void losesAndRepeatsNothingWhereALaterPageIsTooLong() {
        github.elements = 230;
        List<Long> ids = comments.list(KEY)
                .peek(comment -> github.longestPage = comment.id() == 100 ? 25 : github.longestPage)
                .map(ForgeComment::id)
                .toList();

        assertThat(ids).isEqualTo(LongStream.rangeClosed(1, 230).boxed().toList());
        assertThat(github.asked).startsWith("1/100", "2/100", "5/25", "6/25");
    }

    @Test
    void saysWhereOneElementAloneIsTooLong() {
        github.longestPage = 0;

        assertThatThrownBy(() -> comments.list(KEY))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("was not read to its end");
        assertThat(github.asked).containsExactly("1/100", "1/25", "1/5", "1/1");
    }

    @Test
    void aListThatIsGoneMeanwhileIsNotTakenForShort() {
        github.goneAtPage = 2;

        assertThatThrownBy(() -> comments.list(KEY).count()).isInstanceOf(ForgeException.class);
        github.goneAtPage = 1;
        assertThat(accounts.ops("acme/app").read().listIfThere("/x")).isEmpty();
    }
}
