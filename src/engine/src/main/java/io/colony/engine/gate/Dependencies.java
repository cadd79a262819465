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

    /**
     * What is new.
     *
     * @param gateFiles of which those count that gates give to an installer, whatever they are called
     */
    static List<PolicyFinding> findings(ChangeSet change, List<FileDiff> diffs, List<GateFile> gateFiles) {
        PathGlobs lists = PathGlobs.of(gateFiles.stream()
                .filter(file -> file.part() == Watched.REQUIREMENTS)
                .map(GateFile::pattern)
                .distinct()
                .toList());
        List<PolicyFinding> findings = new ArrayList<>(becoming(change, lists));
        for (FileDiff file : diffs) {
            Optional<Manifest> manifest = manifest(file.newPath(), lists)
                    .or(() -> RequirementLists.looksLikeOne(file)
                            ? Optional.of(Manifest.REQUIREMENTS)
                            : Optional.empty());
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

    private static Optional<Manifest> manifest(String path, PathGlobs lists) {
        return Manifest.of(path)
                .or(() -> lists.match(path).isPresent() ? Optional.of(Manifest.REQUIREMENTS) : Optional.empty());
    }

    /** Files that only now get a name by which they are read: the diff does not show what stands in them. */
    private static List<PolicyFinding> becoming(ChangeSet change, PathGlobs lists) {
        return change.files().stream()
                .filter(file -> file.kind() == ChangeSet.Kind.RENAMED)
                .filter(file -> manifest(file.path(), lists).isPresent()
                        && file.oldPath()
                                .filter(old -> manifest(old, lists).isEmpty())
                                .isPresent())
                .map(file -> new PolicyFinding(
                        POLICY,
                        file.path(),
                        file.path() + " was " + file.oldPath().orElse("")
                                + ", and what stands in it is taken in from now" + " on. A person decides about it."))
                .toList();
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
