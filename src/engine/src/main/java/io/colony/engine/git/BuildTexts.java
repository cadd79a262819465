package io.colony.engine.git;

import io.colony.engine.git.ChangeSet.FileTexts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads changed files that say how to build and test from both sides of a change. A diff shows lines without the section that
 * they stand in, and that is what decides.
 */
public final class BuildTexts {
    private static final Set<String> NAMES = Set.of(
            "package.json",
            "composer.json",
            "deno.json",
            "pom.xml",
            "pyproject.toml",
            "setup.cfg",
            "setup.py",
            "cargo.toml",
            "pipfile",
            "podfile",
            "gemfile",
            "gems.rb",
            "mix.exs",
            "package.swift",
            "pubspec.yaml",
            "pubspec_overrides.yaml",
            "environment.yml",
            "environment.yaml",
            "directory.packages.props",
            "packages.config",
            "gradle.properties");
    private static final List<String> ENDINGS = List.of(
            ".gradle",
            ".gradle.kts",
            ".versions.toml",
            ".sbt",
            ".gemspec",
            ".gemfile",
            ".podspec",
            ".csproj",
            ".fsproj",
            ".vbproj");
    private static final int MOST_FILES = 200;
    private static final long LARGEST = 1_000_000;

    private final GitCommand git;
    private final Path repository;

    private BuildTexts(GitCommand git, Path repository) {
        this.git = git;
        this.repository = repository;
    }

    /** Whether files of this name are read, wherever they lie. */
    public static boolean areRead(String path) {
        String name = Names.folded(path.substring(path.lastIndexOf('/') + 1)).toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || ENDINGS.stream().anyMatch(name::endsWith);
    }

    static Map<String, FileTexts> read(GitCommand git, Path repository, List<RawChange> changes) {
        List<RawChange> some = changes.stream()
                .filter(change -> areRead(change.path())
                        || change.oldPath().filter(BuildTexts::areRead).isPresent())
                .limit(MOST_FILES)
                .toList();
        return some.isEmpty() ? Map.of() : new BuildTexts(git, repository).read(some);
    }

    private Map<String, FileTexts> read(List<RawChange> changes) {
        Map<String, Long> sizes = sizes(changes);
        Map<String, FileTexts> texts = new LinkedHashMap<>();
        for (RawChange change : changes) {
            boolean old = readable(change.oldMode(), change.oldSha(), sizes);
            boolean now = readable(change.newMode(), change.newSha(), sizes);
            if (old && now) {
                texts.put(
                        change.path(),
                        new FileTexts(text(change.hadOld(), change.oldSha()), text(change.hasNew(), change.newSha())));
            }
        }
        return Map.copyOf(texts);
    }

    private static boolean readable(String mode, String sha, Map<String, Long> sizes) {
        return mode.equals("000000") || (mode.startsWith("100") && sizes.getOrDefault(sha, Long.MAX_VALUE) <= LARGEST);
    }

    private Optional<String> text(boolean there, String sha) {
        return there ? Optional.of(git.in(repository).run("cat-file", "blob", sha)) : Optional.empty();
    }

    private Map<String, Long> sizes(List<RawChange> changes) {
        StringBuilder input = new StringBuilder();
        for (RawChange change : changes) {
            input.append(change.oldSha()).append('\n').append(change.newSha()).append('\n');
        }
        Map<String, Long> sizes = new HashMap<>();
        git.in(repository)
                .input(input.toString())
                .run("cat-file", "--batch-check")
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length == 3 && fields[1].equals("blob"))
                .forEach(fields -> sizes.put(fields[0], Long.parseLong(fields[2])));
        return sizes;
    }
}
