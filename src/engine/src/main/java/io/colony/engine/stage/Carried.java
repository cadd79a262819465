package io.colony.engine.stage;

import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.TrustedClone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a commit carries beside lines that a diff shows: names of files, and files that git takes for no text. */
final class Carried {
    /** What is larger goes to a person for its size. */
    private static final long MAX_BYTES = 16L << 20;

    private Carried() {}

    /** Paths that are added, altered or renamed, in order. */
    static List<String> paths(ChangeSet change) {
        return change.files().stream()
                .flatMap(file -> Stream.concat(Stream.of(file.path()), file.oldPath().stream()))
                .distinct()
                .toList();
    }

    /** The lines that a diff adds, each without its mark: what stands in the base already is no news. */
    static String added(String diff) {
        return diff.lines()
                .filter(line -> line.startsWith("+") && !line.startsWith("+++ "))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
    }

    /** Text with an empty diff around it, as the scan takes it. */
    static String asDiff(String name, List<String> lines) {
        return "+++ b/" + name + "\n@@ -0,0 +1," + lines.size() + " @@\n+" + String.join("\n+", lines) + "\n";
    }

    /**
     * Files that git shows no lines of, as text: UTF-16 and UTF-32 have a NUL in each letter of the kind that credentials are
     * made of.
     */
    static List<String> hiddenTexts(TrustedClone clone, ChangeSet change) {
        List<String> texts = new ArrayList<>();
        for (ChangedFile file : change.files()) {
            boolean unseen = file.binary() && file.kind() != Kind.REMOVED && file.bytes() <= MAX_BYTES;
            Optional<byte[]> content = unseen ? clone.file(change.head(), file.path()) : Optional.empty();
            content.map(Carried::text)
                    .map(text -> asDiff(file.path(), text.lines().toList()))
                    .ifPresent(texts::add);
        }
        return texts;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .replace('\r', '\n');
    }
}
