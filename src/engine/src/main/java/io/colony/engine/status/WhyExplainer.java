package io.colony.engine.status;

import io.colony.engine.issue.Issue;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why an issue is where it is. Pure: the same facts always give the same answer. */
final class WhyExplainer {
    private static final String WRITER = "somebody with write permission";

    private final WhyFacts facts;

    private WhyExplainer(WhyFacts facts) {
        this.facts = facts;
    }

    static Why explain(WhyFacts facts) {
        return new WhyExplainer(facts).explain();
    }

    private Why explain() {
        IssueState state = facts.summary().state();
        Optional<Workflow> own = facts.workflow().filter(WhyDefined::isOwn);
        return own.isPresent() ? orDefined(own) : explain(state);
    }

    /** By the state's own task; where it has none and is no state of work, by what its workflow says. */
    private Why orDefined(Optional<Workflow> workflow) {
        return workflow.filter(defined -> facts.task().isEmpty())
                .flatMap(defined -> Optional.ofNullable(
                                defined.states().get(facts.summary().state()))
                        .filter(state -> state.type() != Workflow.Type.ACTIVE)
                        .map(state -> new WhyDefined(facts, defined, state).explain(tried())))
                .orElseGet(() -> new WhyAtWork(facts).explain(tried()));
    }

    private Why explain(IssueState state) {
        return switch (state.slug()) {
            case "unlabeled" -> unlabeled();
            case "needs-clarification" -> needsClarification();
            case "dependency-blocked" -> dependencyBlocked();
            case "failure-blocked" -> failureBlocked();
            case "human-review-ready" -> humanReviewReady();
            case "waiting-for-subtasks" -> waitingForSubtasks();
            case "done" -> done();
            case "cancelled" -> cancelled();
            case "paused" -> paused();
            default -> orDefined(facts.workflow());
        };
    }

    private Why unlabeled() {
        return answer(
                "It is known, but nobody has asked Colony to work on it.",
                "the trigger label, set by " + WRITER,
                List.of(WRITER + ": set the trigger label on the issue"));
    }

    private Why needsClarification() {
        return answer(
                "It waits for an answer of its author " + facts.facts().author() + ": " + facts.reason() + ".",
                "a reply or an edit by " + facts.facts().author() + " (round "
                        + (facts.facts().clarifications() + 1) + " of " + Issue.CLARIFICATION_ROUNDS
                        + "; after the last one a person decides)",
                List.of(
                        facts.facts().author() + " (author): reply on the issue or edit its text",
                        "an operator: /colony:cancel"));
    }

    private Why dependencyBlocked() {
        List<DependencyEntry> open = facts.unmet("blocks");
        if (!facts.surroundings().circle().isEmpty()) {
            String circle = String.join(" → ", facts.surroundings().circle());
            return answer(
                    "It waits for itself, in a circle of dependencies: " + circle + ".",
                    "somebody to break the circle " + circle,
                    List.of(
                            "an operator: take one of these dependencies out of the issues' text, or /colony:cancel one"));
        }
        List<DependencyEntry> cancelled = open.stream()
                .filter(dependency -> dependency.state().equals(IssueState.CANCELLED))
                .toList();
        if (!cancelled.isEmpty()) {
            return answer(
                    "It depends on " + names(cancelled) + ", which nobody will finish.",
                    "the Mayor's next look, which blocks it for an operator",
                    List.of(
                            "an operator: /colony:retry once it is failure-blocked, which waives the dependency",
                            "an operator: /colony:cancel"));
        }
        String which = open.isEmpty() ? "its dependencies, all of which are done or waived by now" : names(open);
        return answer(
                "It waits for " + which + ".",
                open.isEmpty() ? "the Mayor's next look" : names(open) + " to be done",
                List.of(
                        "Colony: goes on " + facts.resume() + " when all dependencies are done",
                        "an operator: /colony:cancel"));
    }

    private Why failureBlocked() {
        boolean budget = facts.setbacks().stream()
                .reduce((first, last) -> last)
                .flatMap(RunEntry::failureClass)
                .filter("budget"::equals)
                .isPresent();
        String retry = "an operator: /colony:retry, which leads " + facts.resume();
        Optional<Why> bySentinel = transientFailure(retry);
        if (bySentinel.isPresent()) {
            return bySentinel.get();
        }
        return answer(
                "It was stopped and needs an operator: " + facts.reason() + "." + deadLetter() + stageBreaker(),
                "an operator's decision",
                budget
                        ? List.of("an operator: /colony:budget <usd> raises the ceiling, then /colony:retry", retry)
                        : List.of(retry, "an operator: /colony:reimplement or /colony:cancel"));
    }

    /** The Sentinel retries it, or would if one were there. */
    private Optional<Why> transientFailure(String retry) {
        Optional<String> leader = facts.surroundings().leader();
        return facts.surroundings()
                .finding("transient-block")
                .map(finding -> leader.isPresent()
                        ? answer(
                                "It was stopped by a trouble that may pass: " + finding + ".",
                                "the Sentinel's retry, or an operator's",
                                List.of(
                                        "the Sentinel (led by " + leader.get() + "): retries it when its time has come",
                                        retry))
                        : answer(
                                "It was stopped by a trouble that may pass, and nobody leads the Sentinel, which would retry"
                                        + " it: " + finding + ".",
                                "a process that leads the Sentinel, or an operator",
                                List.of("an operator: start a process (colony up), which leads within 20 s", retry)));
    }

    private String deadLetter() {
        return facts.surroundings()
                .givenUp()
                .map(task -> " Its task (" + task + ") is a dead letter.")
                .orElse("");
    }

    private String stageBreaker() {
        return facts.surroundings()
                .breaker("issue-stage")
                .map(breaker -> " The breaker of '" + breaker.key() + "' opened at "
                        + WhyAtWork.time(breaker.since()) + " after " + breaker.failures()
                        + " content failures in a row; a retry counts anew.")
                .orElse("");
    }

    /** What the Sentinel says of the repository's protection, which a decision to merge rests on. */
    private String protection() {
        return facts.surroundings()
                .finding("settings-drift")
                .map(drift -> " Mind: " + drift + ".")
                .orElse("");
    }

    private Why humanReviewReady() {
        String where = facts.summary()
                .pullRequest()
                .map(number -> " on pull request #" + number)
                .orElse("");
        String approve = facts.facts()
                .headSha()
                .map(sha -> "a reviewer: /colony:approve " + sha + " merges it")
                .orElse("a reviewer: looks at what was found (there is no change to approve yet)");
        return answer(
                "It waits for a person's decision" + where + ": " + facts.reason() + "." + protection(),
                "a person's decision" + where,
                List.of(
                        approve,
                        "a reviewer: requests changes, which sends it back to a Builder",
                        "an operator: /colony:retry, /colony:reimplement or /colony:cancel"));
    }

    private Why waitingForSubtasks() {
        long all = facts.dependencies().stream()
                .filter(dependency -> dependency.kind().equals("child"))
                .count();
        List<DependencyEntry> open = facts.unmet("child");
        return answer(
                "It is an epic and waits for its parts: " + (all - open.size()) + " of " + all + " are done.",
                open.isEmpty() ? "the Mayor's next look" : names(open) + " to be done",
                List.of("Colony: ends it when all parts are done", "whoever can move its parts"));
    }

    private Why done() {
        String as = facts.summary()
                .mergeSha()
                .map(sha -> " as commit " + sha.substring(0, 8))
                .orElse("");
        return answer(
                "It is done: merged" + as + " at "
                        + WhyAtWork.time(facts.summary().since()) + "." + fate(),
                "nothing",
                List.of(WRITER + ": reopen the issue if something is left to do"));
    }

    /** What became of the change since; nothing while it is watched, and where nothing was merged. */
    private String fate() {
        return facts.merge()
                .flatMap(MergeEntry::outcome)
                .map(outcome -> " After its merge: " + outcome.replace('-', ' ') + ". "
                        + facts.merge().flatMap(MergeEntry::reason).orElse(""))
                .map(String::strip)
                .map(words -> " " + words)
                .orElse("");
    }

    private Why cancelled() {
        return answer(
                "It was closed without merging: " + facts.reason() + ".",
                "nothing",
                List.of(WRITER + ": reopen the issue to start anew"));
    }

    private Why paused() {
        return answer(
                "It was paused by " + facts.mover() + ": " + facts.reason() + ".",
                "an operator to resume it",
                List.of("an operator: /colony:resume, which leads " + facts.resume()));
    }

    private Why answer(String sentence, String waitsFor, List<String> whoCanMove) {
        Instant since = facts.summary().since();
        return new Why(sentence, waitsFor, since, tried(), whoCanMove);
    }

    private List<String> tried() {
        return SetbackLines.of(facts);
    }

    private static String names(List<DependencyEntry> dependencies) {
        return dependencies.stream()
                .map(dependency -> dependency.key() + " (" + state(dependency.state()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String state(IssueState state) {
        return "in state " + state;
    }
}
