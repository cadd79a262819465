package io.colony.engine.git;

import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.process.CommandRunner.Beginning;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares two commits without any driver, filter or attribute of the tree taking part. */
final class Differences {
    private static final int LINE_HEAD = 64;

    private final GitCommand git;
    private final Path repository;

    Differences(GitCommand git, Path repository) {
        this.git = git;
        this.repository = repository;
    }

    ChangeSet changes(String from, String to) {
        List<RawChange> changes = RawChange.parse(diff("--raw", "-z", from, to));
        Set<String> binary = binary(diff("--numstat", "-z", from, to));
        Map<String, Long> sizes = sizes(changes);
        List<ChangedFile> files = new ArrayList<>();
        for (RawChange change : changes) {
            files.add(new ChangedFile(
                    kind(change.status()),
                    change.path(),
                    change.oldPath(),
                    change.newMode(),
                    sizes.getOrDefault(change.newSha(), 0L),
                    binary.contains(change.path()),
                    change.newSha()));
        }
        return new ChangeSet(
                from,
                to,
                List.copyOf(files),
                BuildTexts.read(git, repository, changes),
                new TwinSearch(git, repository, to).run(from, changes));
    }

    private String diff(String... arguments) {
        return git.in(repository).run(arguments(arguments));
    }

    private static String[] arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("diff-tree", "-r", "-M", "--no-ext-diff", "--no-textconv"));
        all.addAll(List.of(arguments));
        all.add("--");
        return all.toArray(String[]::new);
    }

    private static Kind kind(char status) {
        return switch (status) {
            case 'A' -> Kind.ADDED;
            case 'D' -> Kind.REMOVED;
            case 'R' -> Kind.RENAMED;
            case 'C' -> Kind.COPIED;
            default -> Kind.MODIFIED;
        };
    }

    /** The new paths of binary files, whose lines are not counted. */
    private static Set<String> binary(String numstat) {
        Set<String> binary = new HashSet<>();
        List<String> records = TreeEntry.records(numstat);
        for (int i = 0; i < records.size(); i++) {
            String[] fields = records.get(i).split("\t", 3);
            String path = fields[2];
            if (path.isEmpty()) {
                i += 2; // a rename: old and new path follow
                path = records.get(i);
            }
            if (fields[0].equals("-")) {
                binary.add(path);
            }
        }
        return binary;
    }

    private Map<String, Long> sizes(List<RawChange> changes) {
        return ObjectSizes.of(
                git,
                repository,
                changes.stream()
                        .filter(change -> change.hasNew() && !change.newMode().equals("160000"))
                        .map(RawChange::newSha)
                        .distinct()
                        .toList());
    }

    String text(String from, String to, int maxBytes) {
        Beginning beginning = git.in(repository)
                .begin(maxBytes, arguments("-p", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", from, to));
        String text = beginning.output().stdout();
        if (!beginning.cut()) {
            return text;
        }
        int lastLine = text.lastIndexOf('\n') + 1;
        return text.substring(0, lastLine) + TrustedClone.DIFF_CUT + ": it is longer, the first " + maxBytes
                + " bytes are shown.\n";
    }

    /**
     * Like {@code git patch-id --stable}, but white space and the bytes of binary files count: what differs in one of
     * them is another change.
     */
    String patchId(String from, String to) {
        try (LocalTrustedClone.Scratch scratch = LocalTrustedClone.Scratch.in(repository)) {
            Path file = scratch.directory().resolve("patch");
            git.in(repository)
                    .run(
                            "diff-tree",
                            "-r",
                            "-p",
                            "--binary",
                            "--full-index",
                            "--no-renames",
                            "--no-ext-diff",
                            "--no-textconv",
                            "--output=" + file,
                            from,
                            to,
                            "--");
            return hash(file);
        } catch (IOException failure) {
            throw new GitException("Cannot read a diff of " + repository + ": " + failure + ".", failure);
        }
    }

    private static String hash(Path patch) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new BufferedInputStream(Files.newInputStream(patch))) {
                for (byte[] line = line(in); line.length > 0; line = line(in)) {
                    String head = new String(line, 0, Math.min(LINE_HEAD, line.length), StandardCharsets.ISO_8859_1);
                    if (head.startsWith("@@ ")) {
                        digest.update((byte) '@'); // the numbers of its lines change with the base
                    } else if (!head.startsWith("index ")) {
                        digest.update(line);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new GitException("This Java has no SHA-256.", impossible);
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            next = in.read();
        }
        return line.toByteArray();
    }
}
