package io.colony.engine.gate;

import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes as git shows them, from files. */
final class DiffCorpus {
    private static final String POLICY = "Policy: ";

    private DiffCorpus() {}

    /**
     * A change.
     *
     * @param policy that must see it; empty for one that none may see
     */
    record Sample(String name, String policy, String diff, ChangeSet change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> read(String directory) {
        URL url = Objects.requireNonNull(DiffCorpus.class.getResource(directory), directory);
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            return files.sorted().map(DiffCorpus::sample).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Sample sample(Path file) {
        try {
            String text = Files.readString(file).replace("@TOKEN@", "ghp_" + "q7Xv2Lk9Tz4Wm8Rb1Yn6Hc3Jd5Gf0PsAabcd");
            boolean named = text.startsWith(POLICY);
            String policy = named ? text.substring(POLICY.length(), text.indexOf('\n')) : "";
            String diff = named ? text.substring(text.indexOf('\n') + 1) : text;
            return new Sample(file.getFileName().toString().replace(".diff", ""), policy, diff, change(diff));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The files of a diff whose paths hold no blanks. */
    static ChangeSet change(String diff) {
        List<ChangedFile> files = new ArrayList<>();
        for (String part : diff.split("(?m)^(?=diff --git )", -1)) {
            if (part.startsWith("diff --git ")) {
                files.add(file(part));
            }
        }
        return new ChangeSet("a", "b", List.copyOf(files));
    }

    private static ChangedFile file(String part) {
        String[] names = part.substring(0, part.indexOf('\n')).split(" ", -1);
        boolean renamed = part.contains("\nrename from ");
        Kind changed = part.contains("\nnew file mode ") ? Kind.ADDED : Kind.MODIFIED;
        Kind kind = part.contains("\ndeleted file mode ") ? Kind.REMOVED : changed;
        return new ChangedFile(
                renamed ? Kind.RENAMED : kind,
                names[3].substring(2),
                renamed ? Optional.of(names[2].substring(2)) : Optional.empty(),
                "100644",
                part.length(),
                part.contains("\nBinary files "));
    }
}
