package io.colony.testkit.github.world;

import io.colony.testkit.github.git.GitCommit;
import io.colony.testkit.github.git.Writing;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.PersonIdent;

/** What is done to pull requests. Called with the world locked. */
public final class PullActs {
    private static final String RESOURCE = "PullRequest";

    private final World world;
    private final IssueActs issues;
    private final Branches branches;
    private final Set<String> computed = new java.util.HashSet<>();

    public PullActs(World world, IssueActs issues, Branches branches) {
        this.world = world;
        this.issues = issues;
        this.branches = branches;
    }

    /** What a pull request is opened with. */
    public record Opening(String title, String body, String head, String base, boolean draft) {}

    /** Whether git could merge it, and what GitHub makes of that; {@code mergeable} is empty while it thinks. */
    public record Mergeability(Optional<Boolean> mergeable, String state) {}

    /** How it is merged. */
    public record Merging(Optional<String> sha, String method, Optional<String> title, Optional<String> message) {}

    /** Opens a pull request from a branch of the same repository. */
    public Issue open(Repo repo, Account by, Opening opening) {
        String head = ownBranch(repo, opening.head());
        String headSha = repo.git.tip(head).orElseThrow(() -> Refusal.invalidField(RESOURCE, "head", "invalid"));
        String baseSha =
                repo.git.tip(opening.base()).orElseThrow(() -> Refusal.invalidField(RESOURCE, "base", "invalid"));
        if (repo.pulls().stream()
                .anyMatch(open -> open.open
                        && open.pulled().head.equals(head)
                        && open.pulled().base.equals(opening.base()))) {
            throw Refusal.invalid(
                    RESOURCE, "A pull request already exists for " + repo.owner.login() + ":" + head + ".");
        }
        if (repo.git.between(baseSha, headSha).isEmpty()) {
            throw Refusal.invalid(RESOURCE, "No commits between " + opening.base() + " and " + head);
        }
        Issue issue = issues.number(repo, by, opening.title(), opening.body());
        Pull pull = new Pull(world.nextId(), head, headSha, opening.base(), baseSha);
        pull.draft = opening.draft();
        issue.pull = Optional.of(pull);
        issues.tell(issue, "opened", by, Map.of());
        return issue;
    }

    private static String ownBranch(Repo repo, String head) {
        int colon = head.indexOf(':');
        if (colon >= 0 && !head.substring(0, colon).equalsIgnoreCase(repo.owner.login())) {
            throw Refusal.invalidField(RESOURCE, "head", "invalid");
        }
        return head.substring(colon + 1);
    }

    /** Opens it again, which GitHub refuses once its branch is gone. */
    public void reopen(Issue issue, Account by) {
        if (issue.open) {
            return;
        }
        Pull pull = issue.pulled();
        if (pull.merge.isPresent()) {
            throw Refusal.invalid(RESOURCE, "state cannot be changed. The pull request was merged.");
        }
        String head = issue.repo
                .git
                .tip(pull.head)
                .orElseThrow(() -> Refusal.invalid(
                        RESOURCE, "state cannot be changed. The " + pull.head + " branch has been deleted."));
        if (!head.equals(pull.headSha)) {
            throw Refusal.invalid(
                    RESOURCE, "state cannot be changed. The " + pull.head + " branch was force-pushed or recreated.");
        }
        issues.reopen(issue, by);
    }

    /** Makes it aim at another branch. */
    public void retarget(Issue issue, Account by, String base) {
        Pull pull = issue.pulled();
        String before = pull.base;
        pull.baseSha = issue.repo.git.tip(base).orElseThrow(() -> Refusal.invalidField(RESOURCE, "base", "invalid"));
        pull.base = base;
        issues.touch(issue);
        issues.tell(issue, "edited", by, Map.of("changes", Map.of("base", Map.of("ref", Map.of("from", before)))));
    }

    public Pull.Review review(Issue issue, Account by, String state, String body, String commit) {
        if (issue.author.is(by) && !state.equals("COMMENTED")) {
            throw new Refusal(
                    422,
                    "Can not " + (state.equals("APPROVED") ? "approve" : "request changes on")
                            + " your own pull request");
        }
        Pull pull = issue.pulled();
        Pull.Review review = new Pull.Review(world.nextId(), by, state, body, commit, world.now());
        pull.reviews.add(review);
        pull.reviewers.remove(by);
        issues.touch(issue);
        tellReview(issue, review, "submitted", by);
        return review;
    }

    public void dismiss(Issue issue, Account by, Pull.Review review, String message) {
        review.state = "DISMISSED";
        issues.event(issue, by, "review_dismissed", Optional.empty(), message);
        tellReview(issue, review, "dismissed", by);
    }

    private void tellReview(Issue issue, Pull.Review review, String action, Account by) {
        world.tell(
                issue.repo,
                "pull_request_review",
                action,
                by,
                Map.of("pull_request", issue, "review", new Pull.Reviewed(issue, review)));
    }

    /** A comment at a line, as a review of its own. */
    public Pull.ReviewComment reviewComment(Issue issue, Account by, String path, int line, String body) {
        Pull.Review review = review(issue, by, "COMMENTED", "", issue.pulled().headSha);
        Pull.ReviewComment comment = new Pull.ReviewComment(
                world.nextId(), review.id, by, path, line, body, issue.pulled().headSha, world.now());
        issue.pulled().reviewComments.add(comment);
        return comment;
    }

    public void requestReview(Issue issue, Account by, List<Account> reviewers) {
        for (Account reviewer : reviewers) {
            issue.pulled().reviewers.add(reviewer);
            issues.event(issue, by, "review_requested", Optional.empty(), reviewer.login());
            issues.tell(issue, "review_requested", by, Map.of("requested_reviewer", reviewer));
        }
        issues.touch(issue);
    }

    /** What the answer to one who reads says: GitHub begins to find out when it is first asked. */
    public Mergeability asked(Issue issue) {
        Pull pull = issue.pulled();
        if (!issue.open) {
            return new Mergeability(Optional.empty(), "unknown");
        }
        String base = issue.repo.git.tip(pull.base).orElse("");
        return computed.add(issue.id + " " + pull.headSha + " " + base)
                ? new Mergeability(Optional.empty(), "unknown")
                : mergeability(issue);
    }

    /** What a merge now would meet. */
    public Mergeability mergeability(Issue issue) {
        Pull pull = issue.pulled();
        Repo repo = issue.repo;
        Optional<String> base = repo.git.tip(pull.base);
        if (base.isEmpty() || repo.merging.tree(base.get(), pull.headSha).isEmpty()) {
            return new Mergeability(Optional.of(false), "dirty");
        }
        if (pull.draft) {
            return new Mergeability(Optional.of(true), "draft");
        }
        if (Requirements.behind(issue)) {
            return new Mergeability(Optional.of(true), "behind");
        }
        Actor anybody = new Actor.User(issue.author.kind() == Account.Kind.BOT ? issue.author : nobody());
        if (Requirements.unmet(issue, anybody).isPresent()) {
            return new Mergeability(Optional.of(true), "blocked");
        }
        return new Mergeability(Optional.of(true), Outcomes.unstable(repo, pull.headSha) ? "unstable" : "clean");
    }

    private static Account nobody() {
        return new Account(0, "nobody", Account.Kind.USER);
    }

    /** Merges, and answers the commit that the base points at then. */
    public String merge(Issue issue, Actor by, Merging how) {
        Pull pull = issue.pulled();
        if (pull.merge.isPresent() || !issue.open || pull.draft) {
            throw new Refusal(405, pull.draft ? "Pull Request is still a draft" : "Pull Request is not mergeable");
        }
        if (how.sha().filter(sha -> !sha.equals(pull.headSha)).isPresent()) {
            throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
        }
        String base =
                issue.repo.git.tip(pull.base).orElseThrow(() -> new Refusal(405, "Pull Request is not mergeable"));
        if (issue.repo.merging.tree(base, pull.headSha).isEmpty()) {
            throw new Refusal(405, "Pull Request is not mergeable");
        }
        Requirements.unmet(issue, by).ifPresent(missing -> {
            throw new Refusal(405, missing);
        });
        String merged = made(issue, by.account(), base, how)
                .orElseThrow(() -> new Refusal(405, "This branch can't be rebased"));
        if (!issue.repo.git.move(pull.base, Optional.of(base), Optional.of(merged))) {
            throw new Refusal(405, "Base branch was modified. Review and try the merge again.");
        }
        pull.merge = Optional.of(new Pull.Merge(merged, by.account(), world.now()));
        pull.baseSha = base;
        issues.event(issue, by.account(), "merged", Optional.empty(), merged);
        issues.close(issue, by.account(), "completed");
        branches.moved(issue.repo, by.account(), new Branches.Move(pull.base, Optional.of(base), Optional.of(merged)));
        return merged;
    }

    private Optional<String> made(Issue issue, Account by, String base, Merging how) {
        Pull pull = issue.pulled();
        PersonIdent github = Writing.person("GitHub", "noreply@github.com", world.now());
        PersonIdent merger = Writing.person(by.login(), by.email(), world.now());
        Repo repo = issue.repo;
        return switch (how.method().toLowerCase(Locale.ROOT)) {
            case "merge" -> {
                String title = how.title()
                        .orElse("Merge pull request #" + issue.number + " from " + repo.owner.login() + "/"
                                + pull.head);
                yield repo.merging.merge(
                        base, pull.headSha, merger, text(title, how.message().orElse(issue.title)));
            }
            case "squash" -> {
                List<GitCommit> commits = repo.git.between(base, pull.headSha);
                PersonIdent author =
                        commits.isEmpty() ? merger : commits.getFirst().author();
                String title = how.title().orElse(issue.title + " (#" + issue.number + ")");
                yield repo.merging.squash(
                        base,
                        pull.headSha,
                        author,
                        github,
                        text(title, how.message().orElse("")));
            }
            case "rebase" -> repo.merging.rebase(base, pull.headSha, github);
            default -> throw Refusal.invalidField(RESOURCE, "merge_method", "invalid");
        };
    }

    private static String text(String title, String message) {
        return message.isEmpty() ? title : title + "\n\n" + message;
    }

    /** What a moved branch means for the pull requests from it and to it. */
    void branchMoved(Repo repo, Account by, Branches.Move move) {
        for (Issue issue : repo.pulls()) {
            Pull pull = issue.pulled();
            if (!issue.open || !pull.head.equals(move.branch())) {
                continue;
            }
            if (move.to().isEmpty()) {
                issues.event(issue, by, "head_ref_deleted", Optional.empty(), "");
                issues.close(issue, by, "completed");
            } else {
                synchronised(issue, by, move.to().get());
            }
        }
    }

    private void synchronised(Issue issue, Account by, String sha) {
        Pull pull = issue.pulled();
        Map<String, Object> more = new HashMap<>(Map.of("before", pull.headSha, "after", sha));
        pull.headSha = sha;
        Protection guard = issue.repo.protections.get(pull.base);
        if (guard != null && guard.dismissStale()) {
            pull.reviews.stream()
                    .filter(review -> review.state.equals("APPROVED"))
                    .forEach(review -> {
                        dismiss(issue, by, review, "");
                    });
        }
        issues.touch(issue);
        issues.tell(issue, "synchronize", by, more);
    }
}
