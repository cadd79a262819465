package io.colony.bench.replay;

import io.colony.bench.BenchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Picks commits that can become issues which are worked on at the same time: each one's change applies to the base alone, or
 * after those that it depends on, and the project's gate is green there. That is found out by doing it.
 */
final class CommitPicker {
    private static final int MOST_STEPS = 3_000;
    private static final int MOST_WINDOWS = 4;
    private static final double MORE = 1.4;

    private final ReplayGit git;
    private final GateTrial gate;
    private final Consumer<String> progress;

    CommitPicker(ReplayGit git, GateTrial gate, Consumer<String> progress) {
        this.git = git;
        this.gate = gate;
        this.progress = progress;
    }

    /**
     * What was picked.
     *
     * @param base the commit that all of them begin from
     * @param changes what each of them did, by number
     * @param passedOver why suitable commits were left out, and how many
     */
    record Picked(
            String base, List<Pick> picks, Map<Integer, TreeMerge.Change> changes, Map<String, Integer> passedOver) {}

    /** So many of the newest; fewer where the history has no more. */
    Picked pick(String tip, int count) {
        History history = new History(git, tip);
        Picked best = new Picked("", List.of(), Map.of(), Map.of());
        int window = (int) Math.ceil(count * MORE);
        for (int round = 0; round < MOST_WINDOWS && best.picks().size() < count; round++) {
            List<Candidate> candidates = history.newest(window, MOST_STEPS);
            if (candidates.isEmpty()) {
                throw new BenchException("No commit of the main line changes both code and tests.");
            }
            Picked picked = from(candidates, count);
            best = picked.picks().size() > best.picks().size() ? picked : best;
            if (candidates.size() < window) {
                break;
            }
            window = (int) Math.ceil(window * MORE);
        }
        return best;
    }

    private Picked from(List<Candidate> candidates, int count) {
        String base = candidates.getFirst().parent();
        TreeMerge merge = new TreeMerge(git);
        String baseTree = git.run("rev-parse", base + "^{tree}");
        GateTrial.Answer start = gate.answer(baseTree);
        Map<String, Integer> passedOver = new HashMap<>();
        if (!start.green()) {
            progress.accept("the gate is red at the base " + base.substring(0, 10) + ": " + start.output());
            return new Picked(base, List.of(), Map.of(), Map.of("the gate is red at the base", candidates.size()));
        }
        candidates.stream()
                .limit(count)
                .forEach(candidate ->
                        merge.onto(baseTree, change(merge, candidate)).ifPresent(gate::begin));
        Selection selection = new Selection(base, merge);
        for (Candidate candidate : candidates) {
            if (selection.picks.size() < count) {
                Optional<String> reason = selection.take(candidate);
                reason.ifPresent(why -> passedOver.merge(why, 1, Integer::sum));
                progress.accept(candidate.commit().substring(0, 10) + " "
                        + reason.map(why -> "left out, " + why).orElseGet(() -> "is issue " + selection.picks.size())
                        + ": " + candidate.subject());
            }
        }
        return new Picked(base, selection.picks, selection.changes, passedOver);
    }

    private static TreeMerge.Change change(TreeMerge merge, Candidate candidate) {
        return merge.change(candidate.parent(), candidate.commit());
    }

    /** What is picked so far, on one base. */
    private final class Selection {
        private final String base;
        private final TreeMerge merge;
        private final List<Pick> picks = new ArrayList<>();
        private final List<Candidate> candidates = new ArrayList<>();
        private final Map<Integer, TreeMerge.Change> changes = new HashMap<>();
        private final TreeSet<String> titles = new TreeSet<>();

        Selection(String base, TreeMerge merge) {
            this.base = base;
            this.merge = merge;
        }

        /** Why not; empty where it was taken. */
        Optional<String> take(Candidate candidate) {
            int number = picks.size() + 1;
            Map<Integer, TreeMerge.Change> with = new HashMap<>(changes);
            with.put(number, change(merge, candidate));
            Expectation expectation = new Expectation(git, base, with);
            Optional<String> all = expectation.tree(with.keySet());
            if (all.isEmpty()) {
                return Optional.of("it needs a commit that is not among them");
            }
            if (!gate.green(all.get())) {
                return Optional.of("the gate is red with all before it and it");
            }
            Optional<List<Integer>> needed = needed(candidate, number, expectation);
            if (needed.isEmpty()) {
                return Optional.of("the gate is red with what it depends on and it");
            }
            changes.putAll(with);
            candidates.add(candidate);
            picks.add(IssueText.pick(number, candidate, with.get(number), needed.get(), titles));
            return Optional.empty();
        }

        /** Nothing where the base will do; else as few of those before it on the same files as will, the newest first. */
        private Optional<List<Integer>> needed(Candidate candidate, int number, Expectation expectation) {
            if (green(expectation, List.of(), number)) {
                return Optional.of(List.of());
            }
            TreeSet<Integer> before = new TreeSet<>();
            for (int index = candidates.size() - 1; index >= 0; index--) {
                if (candidate.sharesFiles(candidates.get(index)) && !before.contains(index + 1)) {
                    before.add(index + 1);
                    before.addAll(picks.get(index).dependsOn());
                    if (green(expectation, List.copyOf(before), number)) {
                        return Optional.of(List.copyOf(before));
                    }
                }
            }
            return Optional.empty();
        }

        private boolean green(Expectation expectation, List<Integer> before, int number) {
            List<Integer> numbers = new ArrayList<>(before);
            numbers.add(number);
            Optional<String> without = expectation.tree(before);
            Optional<String> tree = expectation.tree(numbers);
            return tree.isPresent() && !tree.equals(without) && gate.green(tree.get());
        }
    }
}
