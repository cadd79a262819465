package io.colony.engine.recovery.survival;

import io.colony.engine.git.GitException;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.git.TrustedClone.Commit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the base branch's commits since a merge say of the merged change. Reads one clone, which was fetched before. */
public final class BaseHistory {
    private final TrustedClone clone;
    private final Map<Long, Origin> origins;

    /** @param origins what was found out about merges before, by their ids; kept between looks, since it never changes */
    public BaseHistory(TrustedClone clone, Map<Long, Origin> origins) {
        this.clone = clone;
        this.origins = origins;
    }

    /**
     * What a change was made of, as far as the clone has its commits.
     *
     * @param shas of its own commits and its merge
     * @param subjects their messages' first lines
     * @param before the commit that the merge added the whole change to, and nothing but the change: the merge's first
     *     parent, or for a merge that put the commits themselves there, what they were built on
     */
    public record Origin(Set<String> shas, Set<String> subjects, Optional<String> before) {}

    /** What the history says. */
    public sealed interface Fate {
        /** The change is there: nothing speaks against it. */
        record Stands() implements Fate {}

        /**
         * It was taken back.
         *
         * @param by the commit that did so
         * @param reason in words for people
         */
        record Reverted(String by, String reason) implements Fate {}

        /** The branch does not hold the merge, so that nothing is known. */
        record Lost(String reason) implements Fate {}
    }

    /**
     * What became of a change.
     *
     * @throws GitException when the clone cannot be read
     */
    public Fate fate(MergeWatch watch) {
        String tip = clone.tip(watch.baseBranch())
                .orElseThrow(() -> new GitException("Branch '" + watch.baseBranch() + "' of "
                        + watch.key().repository() + " went away while it was looked at; it is looked at again."));
        if (!clone.contains(watch.mergeSha()) || !clone.isAncestor(watch.mergeSha(), tip)) {
            return new Fate.Lost("Branch '" + watch.baseBranch() + "' does not hold the merge " + watch.mergeSha()
                    + " any more: its history was rewritten.");
        }
        List<Commit> since = clone.commits(watch.mergeSha(), tip);
        Optional<Fate> said = revert(watch, since)
                .map(commit -> new Fate.Reverted(
                        commit.sha(),
                        "Commit " + commit.sha() + " on " + watch.baseBranch() + " reverts it"
                                + broughtBack(watch, commit, since)));
        return said.or(() -> origin(watch)
                        .before()
                        .flatMap(before -> clone.takenBack(before, watch.mergeSha(), tip))
                        .map(sha -> new Fate.Reverted(
                                sha,
                                "Commit " + sha + " on " + watch.baseBranch()
                                        + " takes all of its changes back, and says so nowhere.")))
                .orElseGet(Fate.Stands::new);
    }

    private Optional<Commit> revert(MergeWatch watch, List<Commit> since) {
        Origin origin = origin(watch);
        Set<String> subjects = new HashSet<>(origin.subjects());
        for (Commit commit : since) {
            if (RevertMessage.of(commit.message())
                    .names(watch.key().repository(), origin.shas(), watch.pullRequest(), subjects)) {
                return Optional.of(commit);
            }
            subjects.remove(RevertMessage.subject(commit.message()));
        }
        return Optional.empty();
    }

    private Origin origin(MergeWatch watch) {
        Origin before = origins.get(watch.id());
        if (before != null) {
            return before;
        }
        boolean known = known(watch);
        List<Commit> own = own(watch, known);
        Origin found = new Origin(
                Stream.concat(Stream.of(watch.mergeSha()), own.stream().map(Commit::sha))
                        .collect(Collectors.toUnmodifiableSet()),
                own.stream()
                        .map(commit -> RevertMessage.subject(commit.message()))
                        .collect(Collectors.toUnmodifiableSet()),
                known ? before(watch) : Optional.empty());
        if (known) {
            origins.put(watch.id(), found);
        }
        return found;
    }

    /** The change's own commits, as far as the clone has them, and the merge. */
    private List<Commit> own(MergeWatch watch, boolean known) {
        Stream<Commit> branch = known ? clone.commits(base(watch), head(watch)).stream() : Stream.of();
        Stream<Commit> merge = clone.firstParents(watch.mergeSha(), 1).stream()
                .flatMap(parent -> clone.commits(parent, watch.mergeSha()).stream())
                .filter(commit -> commit.sha().equals(watch.mergeSha()));
        return Stream.concat(branch, merge).toList();
    }

    private String broughtBack(MergeWatch watch, Commit revert, List<Commit> since) {
        return since.stream()
                .filter(commit -> RevertMessage.of(commit.message())
                        .names(watch.key().repository(), Set.of(revert.sha()), Optional.empty(), Set.of()))
                .findFirst()
                .map(commit -> "; commit " + commit.sha() + " brought it back.")
                .orElse(".");
    }

    /**
     * The commits of the base before the change, the nearest first, at most so many. Where a merge put several commits on
     * the base, those are left out as far as that can be told.
     */
    public List<String> earlier(MergeWatch watch, int most) {
        if (!clone.contains(watch.mergeSha())) {
            return List.of();
        }
        Optional<String> before = origin(watch).before();
        return before.isEmpty()
                ? clone.firstParents(watch.mergeSha(), most)
                : Stream.concat(before.stream(), clone.firstParents(before.get(), most - 1).stream())
                        .toList();
    }

    private Optional<String> before(MergeWatch watch) {
        String change = clone.patchId(base(watch), head(watch));
        return Stream.concat(clone.firstParents(watch.mergeSha(), 1).stream(), Stream.of(base(watch)))
                .filter(candidate -> clone.isAncestor(candidate, watch.mergeSha()))
                .filter(candidate -> clone.patchId(candidate, watch.mergeSha()).equals(change))
                .findFirst();
    }

    private boolean known(MergeWatch watch) {
        return Stream.of(watch.baseSha(), watch.headSha())
                .allMatch(sha -> sha.filter(clone::contains).isPresent());
    }

    private static String base(MergeWatch watch) {
        return watch.baseSha().orElseThrow();
    }

    private static String head(MergeWatch watch) {
        return watch.headSha().orElseThrow();
    }
}
