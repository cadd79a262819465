package io.colony.engine.gate;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Line;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sees in a diff whether checkers were weakened, taken out, or told to look away. */
final class CheckerConfiguration {
    private static final PathGlobs CONFIGURATION = PathGlobs.of(List.of(
            "*checkstyle*.xml",
            "*spotbugs*.xml",
            "*findbugs*.xml",
            "pmd*.xml",
            "*pmd-ruleset*.xml",
            "detekt*.yml",
            "suppressions.xml",
            "*-suppressions.xml",
            "lint.xml",
            "sonar-project.properties",
            "junit-platform.properties",
            ".eslintrc*",
            "eslint.config.*",
            ".eslintignore",
            "tslint.json",
            "biome.json",
            "biome.jsonc",
            ".oxlintrc.json",
            "jest.config.*",
            "vitest.config.*",
            "vitest.workspace.*",
            "karma.conf.*",
            ".mocharc.*",
            "playwright.config.*",
            "cypress.config.*",
            ".nycrc*",
            ".c8rc*",
            ".stylelintrc*",
            "ruff.toml",
            ".ruff.toml",
            ".flake8",
            ".pylintrc",
            "pylintrc",
            "mypy.ini",
            ".mypy.ini",
            "pyrightconfig.json",
            "pytest.ini",
            ".pytest.ini",
            ".coveragerc",
            ".bandit",
            ".golangci.*",
            "clippy.toml",
            ".clippy.toml",
            "nextest.toml",
            "deny.toml",
            ".rubocop*.yml",
            ".rspec",
            "phpunit.xml*",
            "phpstan*.neon*",
            "psalm*.xml",
            ".php-cs-fixer*",
            ".scalafix.conf",
            ".swiftlint.yml",
            ".clang-tidy",
            "codecov.yml",
            ".codecov.yml",
            ".trivyignore*",
            ".snyk",
            ".nsprc",
            ".gitleaks*",
            "osv-scanner.toml",
            ".hadolint.y*ml",
            ".shellcheckrc",
            ".ansible-lint",
            ".credo.exs",
            ".prettierrc*",
            ".prettierignore",
            "prettier.config.*",
            ".stylelintignore",
            "stylelint.config.*",
            ".markdownlint*",
            ".yamllint*",
            "archunit.properties",
            "archunit_ignore_patterns.txt",
            ".editorconfig",
            ".globalconfig",
            "rustfmt.toml",
            ".rustfmt.toml",
            ".scalafmt.conf",
            "staticcheck.conf",
            ".semgrepignore"));

    private static final PathGlobs BUILD = PathGlobs.of(List.of(
            "pom.xml",
            "*.gradle",
            "*.gradle.kts",
            "gradle.properties",
            "build.xml",
            "build.sbt",
            ".mvn/**",
            "package.json",
            "tsconfig*.json",
            "pyproject.toml",
            "setup.cfg",
            "tox.ini",
            "noxfile.py",
            "Makefile",
            "GNUmakefile",
            "*.mk",
            "Justfile",
            "justfile",
            "Taskfile.y*ml",
            "Rakefile",
            "CMakeLists.txt",
            "Cargo.toml",
            "composer.json",
            "*.csproj",
            "Directory.Build.*",
            "mix.exs",
            "*.sh",
            "*.bash",
            "*.ps1",
            "*.bat",
            "*.cmd",
            "bin/*",
            "scripts/*",
            "Dockerfile",
            "*.yml",
            "*.yaml"));

    /** Programs that check something; {@code test -e file} is none of them. */
    private static final Pattern CHECKERS = Pattern.compile(
            "\\b(?:test(?!\\s+[-\"$!(])|check|verify|lint|mvn|mvnw|gradle|gradlew|npm|npx|yarn|pnpm|bun|pytest|tox"
                    + "|nox|cargo|go|make|ruff|mypy|pyright|eslint|tsc|checkstyle|spotbugs|pmd|jest|vitest|mocha|rspec|rubocop"
                    + "|phpunit|phpstan|dotnet|ctest|bats|clippy|sbt|shellcheck|detekt|ktlint" + ")\\b");

    private static final Pattern IGNORED = Pattern.compile("\\|\\|\\s*(?:true|:|exit\\s+0|echo)");

    private static final Pattern WEAKENED = Pattern.compile(
            "(?i)(?<!/)\\bskip(?:Tests|ITs|UnitTests)\\b(?!\\s*>?\\s*[=:]?\\s*false)|maven\\.test\\.skip|test\\.?failure\\.?ignore"
                    + "|\\bignoreFailures\\s*(?:=|\\.set\\()\\s*true|fail(?:s)?On(?:Error|Violation|Warning)\\W+false"
                    + "|\\s-x\\s+(?:test|check|lint)"
                    + "|--exit-zero|--passWithNoTests|--no-verify\\b|continue-on-error\\s*:\\s*true|<skip>\\s*true"
                    + "|--deselect\\b|--ignore(?:-glob)?=\\S*test|\\s-k\\s+[\"']?not\\s|exclu\\w*\\b.*test"
                    + "|\"(?:test|lint|check|typecheck)\"\\s*:\\s*\"(?:echo|exit|true|:)"
                    + "|\"(?:strict|noImplicit\\w+|strict\\w+)\"\\s*:\\s*false|\"skipLibCheck\"\\s*:\\s*true"
                    + "|\\btests?\\w*\\s*\\{\\s*enabled\\s*=\\s*false|<(?:minimum|failOn\\w*)>");

    /** What sections of checkers in files of this form give. */
    private static final Pattern SETTING = Pattern.compile(
            "^(?:extend-|lint\\.)*+(?:ignore|select|extend-exclude|per-file-ignores|omit|fail_under|addopts|testpaths|disable"
                    + "|ignore_errors|ignore_missing_imports|disable_error_code|follow_imports)\\s*=");

    private static final Pattern SILENCED =
            Pattern.compile("\\bNOSONAR\\b|\\beslint-disable\\b|#\\s*noqa\\b|@SuppressWarnings\\b"
                    + "|@SuppressFBWarnings\\b|@Suppress\\s*\\(|#\\s*type:\\s*ignore|#\\s*pyright:\\s*(?:ignore|basic)|@ts-ignore\\b"
                    + "|@ts-nocheck\\b|@ts-expect-error\\b|#\\s*pylint:\\s*(?:disable|skip)|//\\s*nolint\\b|#!?\\[allow\\("
                    + "|CHECKSTYLE[.:]\\s*OFF|#\\s*pragma:\\s*no\\s*cover|\\b(?:istanbul|c8|v8)\\s+ignore\\b"
                    + "|\\brubocop:\\s*disable\\b|\\bphpcs:\\s*(?:ignore|disable)|@phpstan-ignore|@psalm-suppress|\\bnoinspection\\b"
                    + "|#pragma\\s+warning\\s+disable|\\bbiome-ignore\\b|\\bdeno-lint-ignore\\b|\\bNOLINT(?:NEXTLINE|BEGIN)?\\b"
                    + "|#\\s*nosec\\b|//\\s*#nosec\\b|\\bNOPMD\\b|\\bswiftlint:\\s*disable|\\bshellcheck\\s+disable="
                    + "|\\bhadolint\\s+ignore=|#\\s*nosemgrep|//\\s*nosemgrep|\\bscalafix:off|\\bcredo:disable");

    private static final Pattern CHECKER = Pattern.compile(
            "(?i)checkstyle|spotbugs|\\bpmd\\b|error[_-]?prone|nullaway|jacoco|surefire|failsafe|detekt|ktlint|archunit"
                    + "|\"(?:eslint|jest|vitest|mocha|typescript-eslint|nyc|c8)\"|\\bmypy\\b|\\bruff\\b|\\bpylint\\b"
                    + "|\\bflake8\\b|\\bpytest\\b|-Werror|\\bphpunit\\b|\\bphpstan\\b|\\brubocop\\b|\\bclippy\\b");

    private static final Pattern XML = Pattern.compile(".*(?:\\.(?:xml|props|targets)|\\.[cfv][sb]proj)");
    private static final Pattern LIKE_C =
            Pattern.compile(".*\\.(?:gradle|kts?|sbt|json|[cm]?[jt]sx?|groovy|scala|go|rs|java|swift|dart|cs)");
    private static final Pattern XML_COMMENT = Pattern.compile("<!--(?:[^-]|-(?!-))*+-->");

    private final List<PolicyFinding> findings = new ArrayList<>();
    private final LineBag removedSuppressions = new LineBag();

    private CheckerConfiguration() {}

    static List<PolicyFinding> findings(ChangeSet change, List<FileDiff> diffs) {
        CheckerConfiguration configuration = new CheckerConfiguration();
        change.files().forEach(configuration::touched);
        diffs.forEach(file -> configuration.removedSuppressions.addAll(silenced(file, file.removed())));
        for (FileDiff file : diffs) {
            if (isBuild(file)) {
                configuration.weakened(file);
                configuration.takenOut(file);
            }
            configuration.silenced(file);
        }
        return configuration.findings;
    }

    private void touched(ChangedFile file) {
        for (String path : List.of(file.path(), file.oldPath().orElse(file.path()))) {
            if (CONFIGURATION.match(path).isPresent()) {
                add(path, path + " tells a checker what to look at: a change of it is for a person.");
                return;
            }
        }
    }

    private static boolean isBuild(FileDiff file) {
        return BUILD.match(file.path()).isPresent();
    }

    private void weakened(FileDiff file) {
        boolean settings = file.path().matches("(?s).*\\.(?:toml|cfg|ini)");
        List<String> news =
                LineBag.without(weakening(file, file.added(), settings), weakening(file, file.removed(), settings));
        if (!news.isEmpty()) {
            add(file.path(), file.path() + " makes checks count less, or leaves some out: " + NamedSome.of(news) + ".");
        }
    }

    private void takenOut(FileDiff file) {
        List<String> before = named(file, file.removed());
        List<String> gone = LineBag.without(before, named(file, file.added()));
        if (!gone.isEmpty()) {
            add(file.path(), file.path() + " no longer names a checker that it named: " + NamedSome.of(gone) + ".");
        }
    }

    private static List<String> named(FileDiff file, List<Line> lines) {
        return lines.stream()
                .flatMap(line -> plain(file, line.text()).stream())
                .filter(text -> isCode(file, text))
                .flatMap(text -> CHECKER.matcher(text).results())
                .map(match -> match.group().toLowerCase(Locale.ROOT).replace("\"", ""))
                .toList();
    }

    private void silenced(FileDiff file) {
        List<String> news = silenced(file, file.added()).stream()
                .filter(line -> !removedSuppressions.take(line))
                .toList();
        if (!news.isEmpty()) {
            add(file.path(), file.path() + " tells a checker to look away: " + NamedSome.of(news) + ".");
        }
    }

    /** Of code only: a text about a checker silences none. */
    private static List<String> silenced(FileDiff file, List<Line> lines) {
        Optional<TestLanguage> language = TestLanguage.of(file.path());
        boolean script = BUILD.match(file.path()).isPresent();
        return language.isPresent() || script
                ? lines.stream()
                        .flatMap(line -> line.readings().stream()
                                .flatMap(reading -> SourceText.pieces(reading).stream())
                                .distinct())
                        .filter(text -> SILENCED.matcher(SourceText.withoutStrings(text))
                                .find())
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    private static List<String> weakening(FileDiff file, List<Line> lines, boolean settings) {
        return lines.stream()
                .flatMap(line -> readings(file, line).stream())
                .filter(text -> isCode(file, text))
                .filter(text -> WEAKENED.matcher(text).find()
                        || ignoresChecker(text)
                        || (settings && SETTING.matcher(text).find()))
                .toList();
    }

    private static boolean ignoresChecker(String text) {
        Matcher ignored = IGNORED.matcher(text);
        return ignored.find()
                && CHECKERS.matcher(text).region(0, ignored.start()).find();
    }

    /** All that the line may say: a check is made to count less where one reading says so. */
    private static Set<String> readings(FileDiff file, Line line) {
        Set<String> readings = new LinkedHashSet<>();
        for (String reading : line.readings()) {
            SourceText.pieces(reading).forEach(piece -> readings.add(withoutComment(file, piece)));
            readings.addAll(plain(file, reading));
        }
        return readings;
    }

    /** The line in pieces, as the program that reads the file takes it. */
    private static List<String> plain(FileDiff file, String line) {
        String name = file.path().toLowerCase(Locale.ROOT);
        boolean escapes = name.endsWith(".gradle") || name.endsWith(".sbt");
        return SourceText.pieces(line).stream()
                .flatMap(piece -> (escapes ? SourceText.unescaped(piece, true) : piece).lines())
                .map(piece -> withoutComment(file, piece))
                .toList();
    }

    private static String withoutComment(FileDiff file, String text) {
        return isXml(file) ? XML_COMMENT.matcher(text).replaceAll(" ").strip() : text.strip();
    }

    /** What stands on a line before or after a comment counts; another language's comment is none. */
    private static boolean isCode(FileDiff file, String text) {
        if (isXml(file)) {
            return !text.startsWith("<!--");
        }
        return LIKE_C.matcher(file.path().toLowerCase(Locale.ROOT)).matches()
                ? !text.startsWith("//") || text.contains("*/")
                : !text.startsWith("#");
    }

    private static boolean isXml(FileDiff file) {
        return XML.matcher(file.path().toLowerCase(Locale.ROOT)).matches();
    }

    private void add(String path, String reason) {
        findings.add(new PolicyFinding(TestIntegrity.POLICY, path, reason));
    }
}
