package io.colony.bench.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a mistake makes of one file of a change, from the trees before and after the right one. */
final class WrongFiles {
    private final ReplayGit git;
    private final Blobs blobs;

    WrongFiles(ReplayGit git) {
        this.git = git;
        this.blobs = new Blobs(git);
    }

    /** The file with the mistake; empty where the mistake cannot be made in this change. */
    Optional<String> contents(List<FileChange> changes, Mistake mistake) {
        Optional<FileChange> file = changes.stream()
                .filter(change -> change.path().equals(mistake.path()) && !change.deleted())
                .findFirst();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        WrongPatch patch = patch(file.get());
        if (mistake.hunk() >= patch.parts()) {
            return Optional.empty();
        }
        return Optional.of(
                mistake.kind() == Mistake.Kind.LEAVES_MARKERS
                        ? patch.withMarkers(mistake.hunk())
                        : patch.without(mistake.hunk()));
    }

    int parts(FileChange file) {
        return patch(file).parts();
    }

    private WrongPatch patch(FileChange file) {
        String after = blobs.read(file.after());
        if (file.status() == 'A') {
            return WrongPatch.of("", after, "@@ -0,0 +1," + Lines.of(after).size() + " @@");
        }
        return WrongPatch.of(
                blobs.read(file.before()), after, git.run("diff", "-U0", "--no-ext-diff", file.before(), file.after()));
    }

    /** The tree with the mistake. */
    Optional<String> tree(String before, String after, Mistake mistake) {
        List<FileChange> changes = FileChange.between(git, before, after);
        return contents(changes, mistake)
                .map(text -> Blobs.inDirectory(directory -> {
                    Map<String, String> index =
                            Map.of("GIT_INDEX_FILE", directory.resolve("index").toString());
                    git.in(git.gitDirectory(), index, "", "read-tree", after);
                    String info = "100644," + blobs.write(text) + "," + mistake.path();
                    git.in(git.gitDirectory(), index, "", "update-index", "--add", "--cacheinfo", info);
                    return git.in(git.gitDirectory(), index, "", "write-tree").strip();
                }));
    }
}
