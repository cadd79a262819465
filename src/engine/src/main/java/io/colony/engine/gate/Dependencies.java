package io.colony.engine.gate;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import io.colony.engine.git.ChangeSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the dependencies that a change adds, and those of which it changes the version. Which code of strangers a project
 * takes in is for a person; one that goes, or stands elsewhere in its file, is not told.
 */
final class Dependencies {
    private static final String POLICY = "dependencies";

    private Dependencies() {}

    static List<PolicyFinding> findings(ChangeSet change, List<FileDiff> diffs) {
        List<PolicyFinding> findings = new ArrayList<>();
        for (FileDiff file : diffs) {
            Optional<Manifest> manifest = Manifest.of(file.newPath());
            List<String> news = manifest.map(format -> news(format, file))
                    .filter(found -> !found.isEmpty())
                    .or(() -> Optional.ofNullable(change.texts().get(file.path()))
                            .flatMap(texts -> manifest.map(format -> WholeDependencies.news(format, texts))))
                    .orElse(List.of());
            if (!news.isEmpty()) {
                findings.add(new PolicyFinding(
                        POLICY,
                        file.path(),
                        file.path() + " takes in other code: " + NamedSome.of(news) + ". A person decides about it."));
            }
        }
        return findings;
    }

    /** What is new by either reading: which characters end a line depends on the program that reads the file. */
    private static List<String> news(Manifest manifest, FileDiff file) {
        Set<String> news = new LinkedHashSet<>(news(manifest, file.lines()));
        List<Line> whole = file.whole();
        if (!whole.equals(file.lines())) {
            news.addAll(news(manifest, whole));
        }
        return List.copyOf(news);
    }

    private static List<String> news(Manifest manifest, List<Line> lines) {
        Map<String, String> before = read(manifest, lines, Kind.REMOVED);
        List<String> news = new ArrayList<>();
        read(manifest, lines, Kind.ADDED).forEach((name, version) -> {
            String old = before.get(name);
            if (old == null) {
                news.add((name + " " + version).strip());
            } else if (!old.equals(version)) {
                news.add(name + " " + old + " → " + version);
            }
        });
        return news;
    }

    /** Versions by name, of what stands on lines of this kind. Lines around them say where those stand. */
    private static Map<String, String> read(Manifest manifest, List<Line> lines, Kind kind) {
        Map<String, String> found = new LinkedHashMap<>();
        Manifest.Reader reader = manifest.reader();
        for (Line line : lines) {
            if (line.kind() == Kind.HUNK) {
                reader.hunk(line.text());
            } else if (line.kind() == kind || line.kind() == Kind.CONTEXT) {
                for (String text : SourceText.pieces(line.text())) {
                    reader.read(text, line.kind() == kind)
                            .forEach(dependency -> found.merge(
                                    dependency.name(),
                                    dependency.version(),
                                    (one, other) -> other.isEmpty() ? one : other));
                }
            }
        }
        return found;
    }
}
