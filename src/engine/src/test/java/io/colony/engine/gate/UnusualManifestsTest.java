package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.colony.engine.gate.GateChangeCorpus.Sample;
import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies in files of any name, and in spellings that mean the same as the usual one. */
final class UnusualManifestsTest {
    private static final String POLICY = "dependencies";

    private static List<String> policies(Sample sample) {
        return GateChangeCorpus.findings(sample).stream()
                .map(PolicyFinding::policy)
                .distinct()
                .toList();
    }

    private static Sample edited(String command, String path, String before, String after) {
        return GateChangeCorpus.edited(command, path, text(before), text(after), "");
    }

    private static String text(String lines) {
        return lines.replace(";;", "\n") + "\n";
    }

    /** What stands in it looks like anything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pip install -r all && pytest                              | all",
                "python3 -m pip install -rci/wanted.list                   | ci/wanted.list",
                "cd ci && pip install --requirement=wanted.list            | ci/wanted.list",
                "uv pip install -r wanted.list                             | wanted.list",
                "uv pip sync wanted.txt                                    | wanted.txt",
                "uv run --with-requirements wanted.list pytest             | wanted.list",
                "pip-sync wanted.txt                                       | wanted.txt",
                "pipenv install -r wanted.list                             | wanted.list",
                "PIP_REQUIREMENT=wanted.list pip install && pytest         | wanted.list",
                "make deps                                                 | wanted.list",
                "tox                                                       | wanted.list",
                "pip install -r ci/first.list                              | ci/second.list",
                "bash ci/install.sh                                        | wanted.list"
            })
    void aListThatAGateGivesToAnInstallerIsRead(String command, String path) {
        Sample sample = edited(command, path, "flask", "flask;;evil")
                .in("Makefile", "deps:\n\tpip install -r wanted.list\n")
                .in("tox.ini", "[testenv]\ndeps =\n    -r{toxinidir}/wanted.list\n")
                .in("ci/first.list", "-r second.list\n")
                .in("ci/install.sh", "pip install -r wanted.list\n");

        assertThat(policies(sample)).containsExactly(POLICY);
    }

    @ParameterizedTest
    @CsvSource({
        "pip install -c pins.txt .",
        "uv pip install --override=pins.txt .",
        "PIP_CONSTRAINT=pins.txt pip install .",
        "UV_BUILD_CONSTRAINT=pins.txt uv build"
    })
    void whatDecidesAboutVersionsIsForAPersonAsAWhole(String command) {
        assertThat(policies(edited(command, "pins.txt", "flask", ""))).contains("gate-definition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reqs.txt          | flask==1 | flask==1;;evil==6",
                "deps/prod.txt     | flask==1 | flask==1;;evil",
                "deps/prod.txt     | flask    | flask;;evil",
                "dev.in            | flask>=1 | flask>=1;;evil~=6.0",
                "ci/install        | flask>=1,<2 ; python_version > '3' | `flask>=1,<2 ; python_version > '3';;evil`",
                "wanted.list       | flask    | flask;;evil @ https://example.org/evil.whl",
                "wanted.txt        | flask    | flask;;-r more.txt",
                "deps/prod.txt     | flask==1 | flask==1;;--pre;;evil",
                "deps/prod.txt     | flask==1 | flask==1;;ev\\;;il",
                "deps/prod.txt     | flask==1 | flask==1;;${EVIL}",
                "deps/prod.txt     | flask==1 | flask==1;;evil (==1) --config-settings=a=b",
                "requirements.txt  | flask    | flask;;+AGUAdgBpAGw-==6",
                "go.mod            | module a | `module a;;require \"evil.com/x\" v1.0.0`",
                "go.mod            | module a | `module a;;require known v1.0.0;;replace known => evil.com/x v1.0.0`",
                "go.mod            | `module a;;replace (;;  a.com/b v1.0.0 => b.com/b v1.0.0;;)` | `module a;;replace (;;  a.com/b v1.0.0 => b.com/b v1.0.1;;)`",
                "requirements/dev.in | flask  | flask;;evil",
                "requirements.txt  | flask    | flask;;evil (==1.0)",
                "requirements.txt  | flask    | flask;;evil [all]==1.0",
                "requirements.txt  | flask    | flask;;evil --config-settings=a=b",
                "requirements.txt  | flask    | flask;;vendored/evil.whl",
                "requirements.txt  | flask    | flask;;${HERE}/evil",
                "requirements.txt  | flask    | flask;;--pre"
            })
    void aListIsKnownByWhatStandsInIt(String path, String before, String after) {
        assertThat(policies(edited("make", path, before, after))).containsExactly(POLICY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "words.txt          | apple                 | apple;;pear",
                "notes.txt          | `x >= 1 is what holds` | `x >= 1 is what holds;;y==2`",
                "docs/changes.txt   | flask==1 is used      | flask==1 is used;;flask==2 is used",
                "src/robots.txt     | User-agent: *         | User-agent: *;;Allow: /",
                "data/names.csv     | a==1                  | a==1;;b==2",
                "reqs.txt           | flask==1;;evil==6     | flask==1",
                "go.mod             | `require (;;a.com/b v1;;c.com/d v2;;)` | `require a.com/b v1;;require c.com/d v2`",
                "go.mod             | `replace a.com/b => ./b;;go 1.22` | `replace (;;a.com/b => ./b // local;;);;go 1.23`",
                "reqs.txt           | b==2;;a==1            | a==1;;b==2"
            })
    void whatLooksAlikeIsNone(String path, String before, String after) {
        assertThat(policies(edited("make", path, before, after))).isEmpty();
    }

    @Test
    void aLongWordIsReadInTime() {
        String words = "flask==1;;" + "a/".repeat(200_000) + " b";

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> policies(edited("make", "wanted.txt", "flask==1", words)));
    }

    @Test
    void aFileThatBecomesAManifestIsForAPerson() {
        for (String path : List.of("package.json", "requirements.txt", "api/Cargo.toml")) {
            ChangedFile file = new ChangedFile(Kind.RENAMED, path, Optional.of("docs/example.x"), "100644", 10, false);
            ChangeSet change = new ChangeSet("a", "b", List.of(file));

            assertThat(new DefaultPolicyGates().evaluate(change, "", PolicySettings.DEFAULT))
                    .extracting(PolicyFinding::policy)
                    .as(path)
                    .contains(POLICY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Cargo.toml     | `dependencies = { evil = \"1\" };;[package];;name = \"a\"`",
                "Cargo.toml     | `build-dependencies = { evil = \"1\" };;[package];;name = \"a\"`",
                "Cargo.toml     | `\"dependencies\".evil = \"1\";;[package];;name = \"a\"`",
                "Cargo.toml     | `[package];;name = \"a\";;[\"dep\\u0065ndencies\"];;'evil' = \"1\"`",
                "Cargo.toml     | `[package];;name = \"a\";;[target . 'cfg(all())' . dependencies];;evil . git = \"https://x.org\"`",
                "Cargo.toml     | `workspace = { dependencies = { evil = { version = \"1\", features = [\"a\"] } } };;[package];;name = \"a\"`",
                "Cargo.toml     | `patch.crates-io = { serde = { path = \"evil\" } };;[package];;name = \"a\"`",
                "pyproject.toml | `project = { dependencies = [;;'evil' ] }`",
                "pyproject.toml | `[project];;\"dependencies\" = [;;# not one;;'evil';;]`",
                "pyproject.toml | `[project.'optional-dependencies'];;x = [ \"evil\" ]`",
                "pyproject.toml | `dependency-groups = { dev = [\"evil\"] }`",
                "pyproject.toml | `[tool];;poetry = { dependencies = { evil = \"*\" } }`",
                "pyproject.toml | `[tool];;uv = { index = [ { url = \"https://x.org\" } ] }`",
                "Pipfile        | `packages = { evil = \"*\" }`",
                "gradle/libs.versions.toml  | `[libraries];;\"evil\" = \"evil:evil:1\"`",
                "gradle/tests.versions.toml | `libraries = { evil = { module = \"evil:evil\", version = \"1\" } }`",
                "build.gradle.kts | `dependencies {;;  \"implementation\"(\"evil:evil:1\");;}`",
                "build.gradle.kts | `dependencies {;;  add(\"implementation\", \"evil:evil:1\");;}`",
                "build.gradle.kts | `dependencies {;;  implementation(group = \"evil\", name = \"evil\", version = \"1\");;}`",
                "build.gradle     | `dependencies {;;  implementation group: 'evil', name: 'evil', version: '1';;}`",
                "build.gradle     | `dependencies {;;  shadow 'evil:evil:1';;}`",
                "build.gradle     | `dependencies {;;  implementation(;;  ['evil', 'evil', '1'].join(':'));;}`",
                "build.gradle     | `dependencies { ['evil'].each { implementation it } }`",
                "build.gradle     | `project.dependencies.add('api', evil)`",
                "build.gradle     | `apply from: 'https://x.org/evil.gradle'`",
                "build.gradle     | `repositories {;;  maven { url 'https://x.org' };;}`",
                "buildSrc/src/main/kotlin/Libs.kt | `const val EVIL = \"evil:evil:1\"`",
                "Gemfile          | `%w[evil].each { |g| gem g }`",
                "Gemfile          | `%w[;;evil;;].each do |name|`",
                "Gemfile          | `git 'https://x.org/evil' do`",
                "Gemfile          | `eval_gemfile 'docs/more'`",
                "Gemfile          | `send :gem, 'evil'`",
                "gemfiles/rails.gemfile | `gem 'evil'`",
                "a.gemspec        | `s.send(:add_dependency, 'evil')`",
                "a.gemspec        | `%w[evil].each { |name| s.add_dependency(name) }`",
                "a.gemspec        | `s.dependencies << Gem::Dependency.new('evil')`",
                "Podfile          | `%w[evil].each { |name| pod name }`",
                "mix.exs          | `{:evil,;;  \"~> 1.0\"}`",
                "deps.sbt         | `libraryDependencies += \"evil\" %;;  \"evil\" % \"1\"`",
                "project/Libs.scala | `val evil = \"evil\" % \"evil\" % \"1\"`",
                "Package.swift    | `.package(;;  url: \"https://x.org/evil\",;;  from: \"1.0.0\")`"
            })
    void anySpellingIsSeen(String path, String added) {
        // The gate has nothing to do with the file.
        assertThat(policies(edited("make", path, "", added))).contains(POLICY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Cargo.toml     | `[dependencies];;serde = \"1\";;rand = \"2\"` | `[dependencies];;rand = \"2\";;serde = \"1\"`",
                "Cargo.toml     | `[dependencies]` | `[dependencies];;[package.metadata.docs];;dependencies = {x = 1};;[features];;full = []`",
                "Cargo.toml     | `[dependencies]` | `[dependencies];;serde.workspace = true`",
                "pyproject.toml | `[project];;dependencies = [\"a>=1\", \"b\"]` | `[project];;dependencies = [;;\"b\",;;\"a>=1\",;;]`",
                "pyproject.toml | `[tool.ruff];;line-length = 80` | `[tool.ruff];;line-length = 100;;[tool.hatch.build.targets.wheel];;packages = [\"src/a\"]`",
                "pyproject.toml | `[tool.poetry]` | `[tool.poetry];;readme = \"a\";;[tool.poetry.dependencies]`",
                "build.gradle   | `dependencies {;;};;task a` | `dependencies {;;  implementation project(':core');;};;task b {;;  doLast { println 'HH:mm:ss' };;}`",
                "build.gradle.kts | `dependencies {;;}` | `dependencies {;;  // for tests;;  testImplementation(projects.core);;}`",
                "build.gradle   | `repositories { };;test {}` | `repositories {;;  mavenCentral();;};;test {;;  useJUnitPlatform();;}`",
                "Gemfile        | `gem 'a', '1'` | `group :test do;;  gem \"a\", \"1\";;end`",
                "a.gemspec      | `s.name = 'a'` | `s.name = 'a';;s.summary = 'It depends';;s.files = Dir['lib/**/*.rb']`",
                "build.gradle   | `` | `apply from: \"$rootDir/gradle/publish.gradle\";;apply from: 'gradle/docs.gradle'`",
                "Gemfile        | `gem 'a'` | `gem 'a';;unless ENV['CI'];;end`",
                "a.gemspec      | `s.description = <<~EOF` | `s.description = <<~EOF;;This method has no dependencies. You send it.`",
                "a.gemspec      | `s.add_dependency 'a', '1'` | `s.add_dependency('a', '1')`"
            })
    void whatTakesInNothingNewIsNot(String path, String before, String after) {
        assertThat(policies(edited("make", path, before, after))).doesNotContain(POLICY);
    }
}
