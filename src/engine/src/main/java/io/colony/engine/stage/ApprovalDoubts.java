package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.gate.PolicyGates;
import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.prompt.PromptBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Why an approving verdict leaves the decision to a person: by policy, by the gates, or by the verdict's own words. */
final class ApprovalDoubts {
    /** Severities with which no change is approved. */
    private static final Set<String> GRAVE = Set.of("blocker", "major");

    /** What an Inspector's document has, and what gates leave has not. */
    private static final String WORD = "verdict";

    private final PolicyGates policyGates;

    ApprovalDoubts(PolicyGates policyGates) {
        this.policyGates = policyGates;
    }

    /**
     * In sentences, each with what to do where that is not plain; empty where nobody has to decide.
     *
     * @param plan what the change was to be judged by; an empty object where there is none
     * @param verdict the Inspector's document, which matches its schema
     * @param earlier verdicts that were given of this very commit before
     */
    List<String> of(
            ReviewStage.Change change,
            GateSummary gates,
            JsonNode plan,
            JsonNode verdict,
            List<JudgementStore.StoredVerdict> earlier) {
        List<String> reasons = new ArrayList<>();
        byRepository(reasons, change.policy());
        for (PolicyFinding finding : policyGates.evaluate(
                change.files(), change.diff(), change.policy().policy())) {
            reasons.add(finding.reason());
        }
        notShown(reasons, change.diff());
        byGates(reasons, gates);
        byFindings(reasons, verdict);
        byCriteria(reasons, verdict);
        notJudged(reasons, plan, verdict);
        earlier(reasons, plan, earlier);
        return reasons;
    }

    /**
     * A model that is asked again about the same commit may say something else: until it says yes is no review. Verdicts of
     * gates alone are none of its words; they have just run again.
     */
    private static void earlier(List<String> reasons, JsonNode plan, List<JudgementStore.StoredVerdict> earlier) {
        earlier.stream()
                .filter(stored -> stored.content().has(WORD) && !clean(plan, stored))
                .findFirst()
                .ifPresent(stored -> reasons.add("An earlier verdict on this very commit did not approve it without"
                        + " reservation (" + stored.verdict() + ": "
                        + stored.content().path("summary").asText() + ")."));
    }

    private static boolean clean(JsonNode plan, JudgementStore.StoredVerdict stored) {
        List<String> own = new ArrayList<>();
        byFindings(own, stored.content());
        byCriteria(own, stored.content());
        notJudged(own, plan, stored.content());
        return stored.verdict().equals("APPROVE") && own.isEmpty();
    }

    private static void byRepository(List<String> reasons, RepositoryPolicy policy) {
        if (policy.requirePerson()) {
            reasons.add("The repository asks for a person on every change.");
        }
        if (policy.gates().isEmpty() && !policy.mergesWithoutGates()) {
            reasons.add("No gate checks changes of this repository, and a model's word alone merges nothing. Name its"
                    + " checks under 'gates' in .colony/config.yaml of the default branch, or say there that reviews"
                    + " alone may merge: 'merge: {without_gates: true}'.");
        }
    }

    private static void notShown(List<String> reasons, String diff) {
        if (!PromptBuilder.showsWhole(diff)) {
            reasons.add(
                    "The change is longer, or holds more invisible characters, than the Inspector is shown: it has not"
                            + " seen all of it.");
        }
    }

    private static void byGates(List<String> reasons, GateSummary gates) {
        reasons.addAll(gates.doubts());
        if (!gates.notBlamed().isEmpty()) {
            reasons.add("Gates are red on the base branch as well: " + GateSummary.names(gates.notBlamed()) + ".");
        }
    }

    private static void byFindings(List<String> reasons, JsonNode verdict) {
        verdict.path("findings")
                .valueStream()
                .filter(finding -> GRAVE.contains(finding.path("severity").asText()))
                .forEach(finding -> reasons.add("The verdict approves, but names a finding of severity "
                        + finding.path("severity").asText() + ": "
                        + finding.path("message").asText()));
    }

    private static void byCriteria(List<String> reasons, JsonNode verdict) {
        verdict.path("criteria")
                .valueStream()
                .filter(criterion -> !criterion.path("status").asText().equals("met"))
                .forEach(criterion -> reasons.add("The verdict approves, but \""
                        + criterion.path("criterion").asText() + "\" is "
                        + criterion.path("status").asText() + "."));
    }

    /**
     * A verdict that leaves criteria of the plan out has not looked at them. Models put criteria in words of their own, so
     * they are counted; one that is judged twice counts once.
     */
    private static void notJudged(List<String> reasons, JsonNode plan, JsonNode verdict) {
        List<String> asked = plan.path("acceptance_criteria")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        Set<String> judged = verdict.path("criteria")
                .valueStream()
                .map(criterion -> normalised(criterion.path("criterion").asText()))
                .collect(Collectors.toSet());
        Set<String> distinct =
                asked.stream().map(ApprovalDoubts::normalised).collect(Collectors.toCollection(HashSet::new));
        if (judged.size() < distinct.size()) {
            String open = asked.stream()
                    .filter(criterion -> !judged.contains(normalised(criterion)))
                    .map(criterion -> "\"" + criterion + "\"")
                    .collect(Collectors.joining(", "));
            reasons.add("The verdict approves, but judges " + judged.size() + " of the plan's " + distinct.size()
                    + " acceptance criteria. Not found in it by their words: " + open + ".");
        }
    }

    private static String normalised(String criterion) {
        return criterion.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
