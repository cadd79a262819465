package io.colony.engine.workspace;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitException;
import io.colony.engine.git.Names;
import io.colony.engine.git.RawChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The agent configuration that differs between the commit checked out and the base branch: in the checkout it stands as
 * on the base branch, in the commits as the change has it.
 */
record RestoredConfiguration(List<RestoredFile> files) {
    static final RestoredConfiguration NONE = new RestoredConfiguration(List.of());

    private static final String NO_SHA = "0".repeat(40);

    /**
     * One file.
     *
     * @param start mode and blob in the commit checked out; empty where it is not there
     * @param placed mode and blob on the base branch; empty where it was removed
     */
    record RestoredFile(String path, Optional<Content> start, Optional<Content> placed) {}

    /** A file's mode and blob. */
    record Content(String mode, String sha) {
        String entry(String path) {
            return mode + " " + sha + "\t" + path + "\0";
        }
    }

    static RestoredConfiguration between(GitCommand git, Path gitDirectory, String startSha, String baseSha) {
        if (startSha.equals(baseSha)) {
            return NONE;
        }
        List<RestoredFile> files = new ArrayList<>();
        for (RawChange change : changes(git, gitDirectory, startSha, baseSha)) {
            if (AgentConfiguration.includes(change.path())) {
                requireReadable(change.path());
                files.add(new RestoredFile(
                        change.path(),
                        content(change.hadOld(), change.oldMode(), change.oldSha()),
                        content(change.hasNew(), change.newMode(), change.newSha())));
            }
        }
        return new RestoredConfiguration(List.copyOf(files));
    }

    /** The files that differ between two commits. */
    static List<RawChange> changes(GitCommand git, Path gitDirectory, String from, String to) {
        return RawChange.parse(
                git.in(gitDirectory).run("diff-tree", "-r", "-z", "--raw", "--no-renames", from, to, "--"));
    }

    private static void requireReadable(String path) {
        if (path.indexOf('\uFFFD') >= 0 || path.indexOf('\n') >= 0) {
            throw new GitException("The agent configuration " + path.replace('\n', '?')
                    + " has a name that is not UTF-8 or has a line end in it: it cannot be restored from the base"
                    + " branch. Remove it from the branch.");
        }
    }

    private static Optional<Content> content(boolean present, String mode, String sha) {
        return present ? Optional.of(new Content(mode, sha)) : Optional.empty();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** For {@code update-index --index-info}: to what stands in the checkout. */
    String toPlaced() {
        return removals() + entries(files.stream().map(RestoredFile::placed).toList());
    }

    /** For {@code update-index --index-info}: to what the commit has. */
    String toStart() {
        return removals() + entries(files.stream().map(RestoredFile::start).toList());
    }

    /** Removals come first, since a file may stand where the other side has a directory. */
    private String removals() {
        StringBuilder lines = new StringBuilder();
        files.forEach(file -> lines.append("0 ")
                .append(NO_SHA)
                .append('\t')
                .append(file.path())
                .append('\0'));
        return lines.toString();
    }

    private String entries(List<Optional<Content>> contents) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            String path = files.get(i).path();
            contents.get(i).ifPresent(content -> lines.append(content.entry(path)));
        }
        return lines.toString();
    }

    /** The paths that the commit has, each ended by NUL. */
    String inStart() {
        StringBuilder paths = new StringBuilder();
        files.stream()
                .filter(file -> file.start().isPresent())
                .forEach(file -> paths.append(file.path()).append('\0'));
        return paths.toString();
    }

    /** Patterns for {@code info/exclude}: what stands in the checkout but is not in the commit. */
    String excludes() {
        StringBuilder lines = new StringBuilder();
        files.stream()
                .filter(file -> file.placed().isPresent() && file.start().isEmpty())
                .forEach(file -> lines.append(excludePattern(file.path())).append('\n'));
        return lines.toString();
    }

    /** A line of {@code info/exclude} that matches this path and nothing else. */
    static String excludePattern(String path) {
        return "/" + path.replaceAll("([\\\\*?\\[\\] !#])", "\\\\$1");
    }

    String asText() {
        StringBuilder text = new StringBuilder();
        for (RestoredFile file : files) {
            text.append(text(file.start())).append(' ').append(text(file.placed()));
            text.append(' ').append(file.path()).append('\n');
        }
        return text.toString();
    }

    private static String text(Optional<Content> content) {
        return content.map(present -> present.mode() + ":" + present.sha()).orElse("-");
    }

    static RestoredConfiguration ofText(String text) {
        List<RestoredFile> files = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split(" ", 3);
            if (fields.length != 3 || !AgentConfiguration.includes(fields[2])) {
                throw new GitException("A workspace's record is damaged: " + line);
            }
            files.add(new RestoredFile(fields[2], content(fields[0]), content(fields[1])));
        }
        return new RestoredConfiguration(List.copyOf(files));
    }

    private static Optional<Content> content(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        String[] parts = text.split(":", 2);
        return Optional.of(new Content(parts[0], Names.sha(parts[parts.length - 1])));
    }
}
