package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.forge.github.GitHubSettings.MergeMethod;
import io.colony.engine.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergesTest {
    private static final String HEAD = "a".repeat(40);
    private static final String BASE = "b".repeat(40);
    private static final String NO_RULES = "[]";
    private static final String QUEUE = "[{\"type\":\"merge_queue\"}]";
    private static final String LEVEL = "{\"behind_by\":0}";

    private final Scripted github = new Scripted();
    private final Accounts accounts = accounts();

    private Accounts accounts() {
        Identity ops = new Identity(
                "ops", new Token(Secret.of(Scripted.TOKEN)), github.parts(), github, GitHubSettings.DEFAULT);
        return new Accounts(ops, ops);
    }

    private MergeOutcome merge(MergeMethod method) {
        return new Merges(accounts, new Pulls(accounts), new Protections(accounts), method)
                .merge("acme/app", 7, HEAD, "Subject\n\nBody\nof it");
    }

    private MergeOutcome merge() {
        return merge(MergeMethod.MERGE);
    }

    private static String pull(String more) {
        return "{\"number\":7,\"node_id\":\"PR_7\",\"state\":\"open\",\"merged\":false,\"mergeable\":true,"
                + "\"head\":{\"sha\":\"" + HEAD + "\"},\"base\":{\"ref\":\"main\"}" + more + "}";
    }

    @Test
    void givesTheMergeItsSubjectAndTheCommitThatItIsFor() {
        github.then(200, pull("")).then(200, NO_RULES).then(200, LEVEL).then(200, "{\"sha\":\"" + BASE + "\"}");

        assertThat(merge()).isEqualTo(new MergeOutcome.Merged(BASE, false));
        assertThat(github.asked.getLast().body())
                .contains(
                        "{\"sha\":\"" + HEAD
                                + "\",\"merge_method\":\"merge\",\"commit_title\":\"Subject\",\"commit_message\":\"Body\\nof it\"}");
    }

    @Test
    void aRebaseHasNoMessageOfItsOwn() {
        github.then(200, pull("")).then(200, NO_RULES).then(200, LEVEL).then(200, "{\"sha\":\"" + BASE + "\"}");

        merge(MergeMethod.REBASE);

        assertThat(github.asked.getLast().body()).contains("{\"sha\":\"" + HEAD + "\",\"merge_method\":\"rebase\"}");
    }

    @Test
    void doesNotTryWhereTheHeadIsBehindTheBase() {
        github.then(200, pull(""))
                .then(200, NO_RULES)
                .then(200, "{\"behind_by\":1,\"base_commit\":{\"sha\":\"" + BASE + "\"}}");

        assertThat(merge()).isEqualTo(new MergeOutcome.BaseMoved(BASE));
        assertThat(github.asked).hasSize(3);
    }

    @Test
    void handsOverToTheMergeQueueOfTheBranch() {
        github.then(200, pull(""))
                .then(200, QUEUE)
                .then(200, "{\"data\":{\"repository\":{\"pullRequest\":{\"isInMergeQueue\":false}}}}")
                .then(200, "{\"data\":{\"enqueuePullRequest\":{\"mergeQueueEntry\":{\"position\":2}}}}");

        assertThat(merge()).isEqualTo(new MergeOutcome.Queued("GitHub's merge queue has it at place 2"));
        assertThat(github.asked.getLast().uri()).isEqualTo(Scripted.API.graphql());
        assertThat(github.asked.getLast().body().orElseThrow()).contains("\"head\":\"" + HEAD + "\"", "PR_7");
    }

    @Test
    void aSecondCallFindsItInTheQueue() {
        github.then(200, pull(""))
                .then(200, QUEUE)
                .then(200, "{\"data\":{\"repository\":{\"pullRequest\":{\"isInMergeQueue\":true}}}}");

        assertThat(merge()).isInstanceOf(MergeOutcome.Queued.class);
    }

    @Test
    void saysWhyTheQueueDoesNotTakeIt() {
        github.then(200, pull(""))
                .then(200, QUEUE)
                .then(200, "{\"data\":{}}")
                .then(200, "{\"errors\":[{\"message\":\"Pull request checks are failing\"}]}")
                .then(200, "{\"data\":{}}");

        assertThat(merge())
                .isEqualTo(new MergeOutcome.Blocked(
                        "GitHub's merge queue does not take it: Pull request checks are failing"));
    }

    @Test
    void aQueueThatTheRulesDoNotShowIsFoundByTheRefusal() {
        refused(405, "Changes must be made through the merge queue", pull(""))
                .then(200, "{\"data\":{\"enqueuePullRequest\":{\"mergeQueueEntry\":{}}}}");

        assertThat(merge()).isEqualTo(new MergeOutcome.Queued("GitHub's merge queue has it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "At least 1 approving review is required by reviewers with write access.",
                "Waiting on code owner review from acme/owners.",
                "Required status check \\\"build\\\" is expected."
            })
    void givesGitHubsWordsWhereItsRulesMissSomething(String words) {
        refused(405, words, pull(""));

        assertThat(merge()).isEqualTo(new MergeOutcome.Blocked("GitHub says: " + words.replace("\\", "")));
    }

    @Test
    void namesTheSettingWhereTheMethodIsNotAllowed() {
        refused(405, "Merge commits are not allowed on this repository.", pull(""));

        assertThat(merge())
                .isEqualTo(new MergeOutcome.Blocked(
                        "GitHub says: Merge commits are not allowed on this repository. Set github.merge_method."));
    }

    @Test
    void aConflictMovesTheBase() {
        refused(405, "Pull Request is not mergeable", pull("").replace("\"mergeable\":true", "\"mergeable\":false"))
                .then(200, "{\"ref\":\"refs/heads/main\",\"object\":{\"sha\":\"" + BASE + "\"}}");

        assertThat(merge()).isEqualTo(new MergeOutcome.BaseMoved(BASE));
    }

    @Test
    void whatGitHubCannotSayYetIsAskedAgain() {
        refused(405, "Pull Request is not mergeable", pull("").replace("\"mergeable\":true", "\"mergeable\":null"));

        assertThatThrownBy(this::merge)
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isTrue());
    }

    @Test
    void aHeadThatMovedMeanwhileIsNamed() {
        refused(409, "Head branch was modified. Review and try the merge again.", pull("").replace(HEAD, BASE));

        assertThat(merge()).isEqualTo(new MergeOutcome.HeadMoved(BASE));
    }

    @Test
    void aMergeThatCameInBetweenIsOne() {
        refused(
                405,
                "Pull Request is not mergeable",
                "{\"state\":\"closed\",\"merged\":true,\"merge_commit_sha\":\"" + BASE + "\"}");

        assertThat(merge()).isEqualTo(new MergeOutcome.Merged(BASE, true));
    }

    @Test
    void aDraftIsNotTried() {
        github.then(200, pull(",\"draft\":true"));

        assertThat(merge()).isEqualTo(new MergeOutcome.Blocked("The pull request is a draft."));
    }

    private Scripted refused(int status, String words, String after) {
        return github.then(200, pull(""))
                .then(200, NO_RULES)
                .then(200, LEVEL)
                .then(status, "{\"message\":\"" + words + "\"}")
                .then(200, after);
    }
}
