package io.colony.bench.replay;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes an issue from a commit: what its message says, and its tests as what must hold. */
final class IssueText {
    private static final int LONGEST_TITLE = 120;

    private IssueText() {}

    /** @param titles those that are taken; the new one is added */
    static Pick pick(
            int number, Candidate candidate, TreeMerge.Change change, List<Integer> dependsOn, Set<String> titles) {
        String subject = candidate.subject();
        String title = subject.substring(0, Math.min(LONGEST_TITLE, subject.length()));
        if (!titles.add(title)) {
            title += " (" + candidate.commit().substring(0, 10) + ")";
            titles.add(title);
        }
        return new Pick(
                number,
                candidate.commit(),
                change,
                title,
                body(candidate, dependsOn),
                dependsOn,
                candidate.sources(),
                candidate.tests(),
                List.of(),
                false);
    }

    private static String body(Candidate candidate, List<Integer> dependsOn) {
        StringBuilder body = new StringBuilder();
        if (!candidate.body().isBlank()) {
            // A number in somebody's message is an issue of theirs, not of ours.
            body.append(candidate.body().replace("#", "no. ")).append("\n\n");
        }
        body.append("Done when these tests are there and pass:\n");
        candidate.tests().forEach(test -> body.append("- ").append(test).append('\n'));
        if (!dependsOn.isEmpty()) {
            body.append("\nDepends on ")
                    .append(dependsOn.stream().map(each -> "#" + each).collect(Collectors.joining(", ")))
                    .append('\n');
        }
        return body.toString();
    }

    /** What the analysis says must hold. */
    static List<String> criteria(Pick pick) {
        List<String> criteria = new java.util.ArrayList<>(List.of(pick.title()));
        pick.tests().forEach(test -> criteria.add("The tests in " + test + " are there and pass"));
        return criteria;
    }
}
