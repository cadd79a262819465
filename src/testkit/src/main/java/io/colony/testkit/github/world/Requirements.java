package io.colony.testkit.github.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What protection and rulesets ask for before a pull request may be merged, and what of it is missing. */
final class Requirements {
    private Requirements() {}

    /** Why it may not be merged by this actor, in GitHub's words; empty when it may. */
    static Optional<String> unmet(Issue issue, Actor by) {
        Optional<String> byProtection = protection(issue)
                .filter(guard -> !passesBy(issue.repo, guard, by))
                .flatMap(guard -> unmet(issue, guard));
        return byProtection.or(() -> rulesets(issue).stream()
                .filter(ruleset -> !ruleset.mayBeBypassedBy(by))
                .map(ruleset -> unmet(issue, asProtection(ruleset)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(missing -> "Repository rule violations found\n\n" + missing + "\n"));
    }

    /** The contexts that either asks for. */
    static Set<String> contexts(Issue issue) {
        Set<String> contexts = new LinkedHashSet<>();
        protection(issue).ifPresent(guard -> contexts.addAll(guard.contexts()));
        rulesets(issue).forEach(ruleset -> contexts.addAll(ruleset.contexts()));
        return contexts;
    }

    /** Whether the head lacks something of a base that asks for all of it. */
    static boolean behind(Issue issue) {
        return protection(issue).filter(Protection::strict).isPresent() && lacksBase(issue);
    }

    private static Optional<Protection> protection(Issue issue) {
        return Optional.ofNullable(issue.repo.protections.get(issue.pulled().base));
    }

    private static List<Ruleset> rulesets(Issue issue) {
        return issue.repo.rulesets.stream()
                .filter(ruleset -> ruleset.covers(issue.pulled().base, issue.repo.defaultBranch))
                .toList();
    }

    private static boolean passesBy(Repo repo, Protection guard, Actor by) {
        return !guard.administratorsToo()
                && by instanceof Actor.User user
                && Rights.level(repo, user.account()) == Level.ADMIN;
    }

    private static Protection asProtection(Ruleset ruleset) {
        return new Protection(ruleset.contexts(), false, ruleset.approvals(), false, false, true);
    }

    private static Optional<String> unmet(Issue issue, Protection guard) {
        List<String> missing = new ArrayList<>();
        guard.contexts().stream()
                .filter(context -> !Outcomes.successful(issue.repo, issue.pulled().headSha, context))
                .forEach(missing::add);
        if (missing.size() == 1 && guard.contexts().size() == 1) {
            return Optional.of("Required status check \"" + missing.getFirst() + "\" is expected.");
        }
        if (!missing.isEmpty()) {
            return Optional.of(
                    missing.size() + " of " + guard.contexts().size() + " required status checks are expected.");
        }
        return reviews(issue, guard)
                .or(() -> guard.strict() && lacksBase(issue)
                        ? Optional.of("The head branch is not up to date with the base branch.")
                        : Optional.empty());
    }

    private static Optional<String> reviews(Issue issue, Protection guard) {
        if (guard.approvals() < 0) {
            return Optional.empty();
        }
        List<Pull.Review> counted = issue.pulled().standing().stream()
                .filter(review -> Rights.level(issue.repo, review.author).includes(Level.WRITE))
                .toList();
        if (counted.stream().anyMatch(review -> review.state.equals("CHANGES_REQUESTED"))) {
            return Optional.of("Changes have been requested.");
        }
        return counted.size() >= guard.approvals()
                ? Optional.empty()
                : Optional.of("At least " + guard.approvals() + " approving review"
                        + (guard.approvals() == 1 ? " is" : "s are") + " required by reviewers with write access.");
    }

    private static boolean lacksBase(Issue issue) {
        Optional<String> base = issue.repo.git.tip(issue.pulled().base);
        return base.isPresent() && !issue.repo.git.isAncestor(base.get(), issue.pulled().headSha);
    }
}
