package io.colony.bench.replay;

import io.colony.bench.replay.Mistake.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Decides by the seed which issues go wrong at first, and how: about a third, one in four of them twice. A part that is left
 * out is one without which the gate is red, which is tried; where there is none, another mistake is made. The reviewer
 * approves blindly only where programs must find what is wrong.
 */
final class MistakePlanner {
    private static final int MOST_TRIED = 6;
    private static final List<Kind> KINDS = List.of(Kind.values());

    private final ReplayGit git;
    private final GateTrial gate;
    private final Random random;

    MistakePlanner(ReplayGit git, GateTrial gate, long seed) {
        this.git = git;
        this.gate = gate;
        this.random = new Random(seed);
    }

    List<Pick> plan(List<Pick> picks, Expectation expectation) {
        List<Integer> numbers = new ArrayList<>(picks.stream().map(Pick::number).toList());
        Collections.shuffle(numbers, random);
        List<Integer> wrong = numbers.subList(0, Math.ceilDiv(numbers.size(), 3));
        Set<Integer> others = new HashSet<>(numbers.subList(wrong.size(), numbers.size()));
        List<Pick> planned = new ArrayList<>();
        for (Pick pick : picks) {
            int place = wrong.indexOf(pick.number());
            if (place >= 0) {
                List<Mistake> mistakes = new ArrayList<>();
                mistakes.add(mistake(pick, kind(place), expectation));
                if (place % 4 == 3) {
                    mistakes.add(mistake(pick, kind(place + 2), expectation));
                }
                boolean programs =
                        mistakes.stream().allMatch(mistake -> mistake.kind().foundByPrograms());
                planned.add(pick.with(mistakes, programs));
            } else {
                // A blind reviewer of a right change merges nothing wrong, and is no different to look at.
                planned.add(pick.with(List.of(), others.contains(pick.number()) && random.nextInt(4) == 0));
            }
        }
        return planned;
    }

    private static Kind kind(int place) {
        return KINDS.get(place % KINDS.size());
    }

    private Mistake mistake(Pick pick, Kind kind, Expectation expectation) {
        return switch (kind) {
            case DROPS_HUNK, LEAVES_MARKERS ->
                red(pick, kind, expectation).orElse(new Mistake(Kind.CLAIMS_TOO_MUCH, "", 0));
            case CLAIMS_TOO_MUCH, FORGETS_TESTS, CHANGES_NOTHING, LEAVES_ITS_SCOPE -> new Mistake(kind, "", 0);
        };
    }

    /** One that makes the gate red, on the base with what the issue depends on. */
    private Optional<Mistake> red(Pick pick, Kind kind, Expectation expectation) {
        List<Integer> with = new ArrayList<>(pick.dependsOn());
        with.add(pick.number());
        String before = expectation.tree(pick.dependsOn()).orElseThrow();
        String after = expectation.tree(with).orElseThrow();
        WrongFiles wrong = new WrongFiles(git);
        List<Mistake> possible = new ArrayList<>();
        for (FileChange file : FileChange.between(git, before, after)) {
            if (SourceKinds.source(file.path()) && !file.deleted()) {
                for (int part = 0; part < wrong.parts(file); part++) {
                    possible.add(new Mistake(kind, file.path(), part));
                }
            }
        }
        Collections.shuffle(possible, random);
        return possible.stream()
                .limit(MOST_TRIED)
                .filter(mistake -> wrong.tree(before, after, mistake)
                        .filter(tree -> !tree.equals(before) && !gate.green(tree))
                        .isPresent())
                .findFirst();
    }
}
