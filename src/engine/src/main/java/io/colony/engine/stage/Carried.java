package io.colony.engine.stage;

import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.prompt.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a commit carries beside lines that a diff shows: names of files, and files that git takes for no text. */
final class Carried {
    /** Of a file that git shows no lines of, which are all that are larger than this, text or not. */
    private static final long MAX_BYTES = 16L << 20;

    private static final int LONGEST_NAME = 160;

    private Carried() {}

    /**
     * Files that git shows no lines of.
     *
     * @param texts those that could be read, each as a diff that adds it
     * @param unread the others, by names that can be shown
     */
    record Hidden(List<String> texts, List<String> unread) {}

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

    /** Text with an empty diff around it, as the scan takes it. Line ends in a name or a line cannot pass for the diff's. */
    static String asDiff(String name, List<String> texts) {
        List<String> lines = texts.stream().flatMap(String::lines).toList();
        return "+++ b/" + shown(name) + "\n@@ -0,0 +1," + lines.size() + " @@\n+" + String.join("\n+", lines) + "\n";
    }

    private static String shown(String path) {
        String name = UntrustedText.reveal(path).replaceAll("\\R", "[U+000A]");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    }

    /**
     * Files that git shows no lines of, as text: UTF-16 and UTF-32 have a NUL in each letter of the kind that credentials are
     * made of. What cannot be read here, since it is too large or has a name that leads nowhere on some machines, is named.
     */
    static Hidden hidden(TrustedClone clone, ChangeSet change) {
        List<String> texts = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (ChangedFile file : change.files()) {
            if (file.binary() && file.kind() != Kind.REMOVED) {
                Optional<byte[]> content =
                        file.bytes() <= MAX_BYTES ? clone.file(change.head(), file.path()) : Optional.empty();
                content.ifPresentOrElse(
                        bytes -> texts.add(asDiff(file.path(), List.of(text(bytes)))),
                        () -> unread.add(shown(file.path())));
            }
        }
        return new Hidden(List.copyOf(texts), List.copyOf(unread));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .replace('\r', '\n');
    }
}
