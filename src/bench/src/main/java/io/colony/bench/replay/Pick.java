package io.colony.bench.replay;

import java.util.List;

/**
 * A commit that became an issue.
 *
 * @param number of the issue; in the order of history
 * @param commit the real one
 * @param change what it did, see {@link TreeMerge}
 * @param title its subject
 * @param body the text
 * @param dependsOn issues that come first, since the commit makes no sense without them
 * @param sources files of it that are code and no test
 * @param tests files of it that are tests
 * @param mistakes what the scripted agent does wrong at its first attempts, in their order
 * @param blindReview whether the scripted reviewer approves whatever it sees
 */
record Pick(
        int number,
        String commit,
        TreeMerge.Change change,
        String title,
        String body,
        List<Integer> dependsOn,
        List<String> sources,
        List<String> tests,
        List<Mistake> mistakes,
        boolean blindReview) {
    Pick with(List<Mistake> made, boolean blind) {
        return new Pick(number, commit, change, title, body, dependsOn, sources, tests, made, blind);
    }
}
