package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files in which projects of several languages name their dependencies, read line by line as a diff shows them. */
enum Manifest {
    MAVEN,
    GRADLE,
    GRADLE_CATALOG,
    JSON,
    REQUIREMENTS,
    SETUP_CFG,
    SETUP_PY,
    TOML,
    GO,
    RUBY,
    GEMSPEC,
    DOTNET,
    SCALA,
    ELIXIR,
    YAML,
    SWIFT;

    private static final Map<String, Manifest> BY_NAME = Map.ofEntries(
            Map.entry("pom.xml", MAVEN),
            Map.entry("extensions.xml", MAVEN),
            Map.entry("package.json", JSON),
            Map.entry("composer.json", JSON),
            Map.entry("deno.json", JSON),
            Map.entry("vcpkg.json", JSON),
            Map.entry("bower.json", JSON),
            Map.entry("pyproject.toml", TOML),
            Map.entry("setup.cfg", SETUP_CFG),
            Map.entry("setup.py", SETUP_PY),
            Map.entry("pipfile", TOML),
            Map.entry("cargo.toml", TOML),
            Map.entry("go.mod", GO),
            Map.entry("gemfile", RUBY),
            Map.entry("gems.rb", RUBY),
            Map.entry("podfile", GEMSPEC),
            Map.entry("directory.packages.props", DOTNET),
            Map.entry("packages.config", DOTNET),
            Map.entry("mix.exs", ELIXIR),
            Map.entry("pubspec.yaml", YAML),
            Map.entry("pubspec_overrides.yaml", YAML),
            Map.entry("environment.yml", YAML),
            Map.entry("environment.yaml", YAML),
            Map.entry("package.swift", SWIFT));

    /** The form of a file; empty for one that names no dependencies. */
    static Optional<Manifest> of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (BY_NAME.containsKey(name)) {
            return Optional.ofNullable(BY_NAME.get(name));
        }
        if (name.endsWith(".gradle")
                || name.endsWith(".gradle.kts")
                || path.matches("(?:.*/)?(?:buildSrc|build-logic)/.*\\.(?:kts?|groovy|java)")) {
            return Optional.of(GRADLE);
        }
        if (name.endsWith(".versions.toml")) {
            return Optional.of(GRADLE_CATALOG);
        }
        if (name.endsWith(".sbt") || path.matches("(?:.*/)?project/[^/]*\\.scala")) {
            return Optional.of(SCALA);
        }
        if (name.endsWith(".gemfile")) {
            return Optional.of(RUBY);
        }
        if (RequirementLists.isCalledSo(path)) {
            return Optional.of(REQUIREMENTS);
        }
        if (name.endsWith(".csproj") || name.endsWith(".fsproj") || name.endsWith(".vbproj")) {
            return Optional.of(DOTNET);
        }
        return name.endsWith(".gemspec") || name.endsWith(".podspec") ? Optional.of(GEMSPEC) : Optional.empty();
    }

    /**
     * A dependency as its file names it.
     *
     * @param version empty where the line gives none
     */
    record Dependency(String name, String version) {}

    /** Reads the lines of a file's hunks in order. One thread. */
    interface Reader {
        /** A new hunk begins; what git says it lies in. */
        void hunk(String heading);

        /**
         * The next line.
         *
         * @param counts whether a dependency on it is asked for, or the line only says where others stand
         */
        List<Dependency> read(String line, boolean counts);
    }

    Reader reader() {
        return switch (this) {
            case MAVEN -> new MavenReader();
            case JSON, TOML -> new SectionReader(this);
            case GRADLE -> new LineReader(LineReader.GRADLE);
            case GRADLE_CATALOG -> new LineReader(LineReader.CATALOG);
            case REQUIREMENTS -> new LineReader(LineReader.REQUIREMENTS);
            case SETUP_CFG -> new SetupCfgReader();
            case SETUP_PY -> new SetupPyReader();
            case GO -> new LineReader(LineReader.GO);
            case RUBY, GEMSPEC -> new LineReader(LineReader.RUBY);
            case DOTNET -> new LineReader(LineReader.DOTNET);
            case SCALA -> new LineReader(LineReader.SCALA);
            case ELIXIR -> new LineReader(LineReader.ELIXIR);
            case YAML -> new LineReader(LineReader.YAML);
            case SWIFT -> new LineReader(LineReader.SWIFT);
        };
    }

    /** A dependency stands on one line. The group {@code name} is its name, {@code version} its version. */
    private static final class LineReader implements Reader {
        static final Pattern GRADLE = Pattern.compile(
                "(?:^|[{;])\\s*(?:\\w*(?:implementation|Implementation|api|Api|compileOnly|CompileOnly|runtimeOnly|RuntimeOnly|classpath"
                        + "|annotationProcessor|AnnotationProcessor|kapt|ksp|compile|provided|bom|developmentOnly))\\b[\\s(]*"
                        + "(?:(?:enforcedPlatform|platform|kotlin|project|files)\\s*\\(\\s*)?(?<name>[\"'][^\"':]+(?::[^\"':]+)?"
                        + "|libs\\.[\\w.]+)(?::(?<version>[^\"']+))?"
                        + "|(?:^|[{;])\\s*(?:id|kotlin|alias)\\s*\\(?\\s*(?<plugin>[\"'][^\"']+|libs\\.[\\w.]+)[\"']?\\)?(?:\\s+version\\s+"
                        + "[\"'](?<pluginversion>[^\"']+))?|^\\s*(?<setting>(?=[\\w.]*[vV]ersion)[\\w.]++)\\s*=\\s*[\"']?(?<value>[\\w.-]+)"
                        + "|[\"'](?<coordinate>[\\w.-]{1,100}+:[\\w.-]{1,100}+:(?:[^\"'\\s]{0,100}[\\d$+\\[{][^\"'\\s]{0,100}|latest\\.\\w+)?)[\"']");
        static final Pattern CATALOG = Pattern.compile("^\\s*(?<name>[A-Za-z][\\w.-]*)\\s*=\\s*(?<version>[\"{].*)$");
        static final Pattern REQUIREMENTS = Pattern.compile(
                "^\\s*(?:(?<name>[A-Za-z0-9][\\w.-]*(?:\\s*\\[[^\\]]*\\])?)\\s*(?<version>(?:[=<>!~@(].*?)?)\\s*(?:[;#\\\\].*|--.*)?"
                        + "|(?<setting>-e|-i|-f|-r|-c|--(?!hash\\b)[A-Za-z][\\w-]*)[\\s=]*+(?<value>\\S*)"
                        + "|(?<plugin>(?!--hash)\\S*[:/$+\\\\]\\S*.*))$");
        /** What pip takes in place of what it had, though the version be the same. */
        static final Pattern HASH = Pattern.compile("(?<name>--hash[=\\s:]{1,5}[\\w:=+/-]+)");

        static final Pattern GO = Pattern.compile(
                "^\\s*(?:replace\\s+)?(?<plugin>[^\\s/][^\\s=]*(?:\\s+v[^\\s=]+)?\\s*=>\\s*[^\\s/]?\\S+)(?:\\s+(?<pluginversion>[^\\s/]\\S*))?"
                        + "|^\\s*(?:require\\s+)?[\"`]?(?<name>(?=[\\w.~-][\\w~-]*+\\.[\\w.~-])[\\w.~-]++(?:/[\\w.~/-]+)?)[\"`]?"
                        + "\\s+(?<version>\\S.*?)\\s*(?://.*)?$|^\\s*(?<setting>toolchain)\\s+(?<value>\\S+)");
        static final Pattern RUBY = Pattern.compile("(?:^|[{;])\\s*(?:\\w+\\.)?(?:gem|pod|dependency|add_dependency"
                + "|add_runtime_dependency|add_development_dependency)\\s*\\(?\\s*[\"'](?<name>[^\"']+)[\"'](?<version>.*)$"
                + "|^\\s*(?<setting>source)\\s+[\"'](?<value>[^\"']+)");
        static final Pattern DOTNET = Pattern.compile(
                "(?i)<(?:PackageReference|PackageVersion|package)\\b[^>]*\\b(?:Include|Update|id)=\"(?<name>[^\"]+)\""
                        + "(?:[^>]*\\bVersion=\"(?<version>[^\"]+)\")?");
        static final Pattern SCALA =
                Pattern.compile("(?<name>\"[^\"]+\"\\s*%{1,3}\\s*\"[^\"]+\")\\s*%\\s*(?<version>\"[^\"]+\"|\\w+)");
        static final Pattern ELIXIR =
                Pattern.compile("(?:^|[\\[,])\\s*\\{\\s*(?<name>:\\w+)\\s*,\\s*(?<version>[^}]*)\\}?");
        static final Pattern YAML = Pattern.compile("^(?:  |\\s*-\\s+)(?<name>(?!sdk\\b|flutter\\b)[a-z][\\w-]*)"
                + "\\s*(?::|(?==))\\s*(?<version>[\\^~>=<]*\\s*\\d\\S*|any)\\s*$");
        static final Pattern SWIFT = Pattern.compile(
                "\\.package\\s*\\([^)]{0,200}?\\burl:\\s*\"(?<name>[^\"]+)\"\\s*,?\\s*(?<version>[^)]*)");

        /** Of languages with comments as in C; of two of them any character may be written by its number. */
        private static final Set<Pattern> COMMENTED = Set.of(GRADLE, GO, SCALA, SWIFT);

        private final Pattern pattern;

        LineReader(Pattern pattern) {
            this.pattern = pattern;
        }

        @Override
        public void hunk(String heading) {
            // Each line says all.
        }

        @Override
        public List<Dependency> read(String line, boolean counts) {
            List<Dependency> found = new ArrayList<>();
            for (String text : counts ? readings(line) : Set.<String>of()) {
                if (!isComment(text)) {
                    pattern.matcher(text).results().forEach(match -> found.add(dependency(match)));
                    if (pattern.equals(REQUIREMENTS)) {
                        HASH.matcher(text).results().forEach(match -> found.add(dependency(match)));
                    }
                }
            }
            return found;
        }

        /** The line as it is, and as compilers may take it. */
        private Set<String> readings(String line) {
            Set<String> readings = new LinkedHashSet<>(List.of(line));
            if (COMMENTED.contains(pattern)) {
                readings.addAll(SourceText.readings(line));
                SourceText.unescaped(line, true).lines().forEach(part -> readings.addAll(SourceText.readings(part)));
            }
            return readings;
        }

        private static boolean isComment(String line) {
            String text = line.strip();
            return text.isEmpty() || text.startsWith("#") || text.startsWith("//") || text.startsWith("*");
        }

        private static Dependency dependency(MatchResult match) {
            String name = "";
            String version = "";
            for (Map.Entry<String, Integer> group : match.namedGroups().entrySet()) {
                String text = match.group(group.getValue());
                if (text == null) {
                    continue;
                }
                if (group.getKey().equals("coordinate")) {
                    int end = text.indexOf(':', text.indexOf(':') + 1);
                    name = text.substring(0, end);
                    version = text.substring(end + 1);
                } else if (Set.of("name", "plugin", "setting").contains(group.getKey())) {
                    name = plain(text);
                } else {
                    version = plain(text);
                }
            }
            return new Dependency(name, version);
        }

        private static String plain(String text) {
            return text.replaceAll("[\"']", "")
                    .strip()
                    .replaceAll("^,\\s*|[,)]+$", "")
                    .strip();
        }
    }
}
