package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.FileTexts;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.ChangeSet.NameTwins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code of others that is written down in less usual ways. */
final class HiddenDependenciesTest {
    private static List<String> policies(String path, String before, String after, String hunk) {
        long lines = hunk.chars().filter(letter -> letter == '\n').count();
        String diff = "--- a/" + path + "\n+++ b/" + path + "\n@@ -9," + lines + " +9," + lines + " @@\n" + hunk;
        ChangedFile file = new ChangedFile(Kind.MODIFIED, path, Optional.empty(), "100644", 10, false);
        Map<String, FileTexts> texts =
                before.isEmpty() ? Map.of() : Map.of(path, new FileTexts(Optional.of(before), Optional.of(after)));
        ChangeSet change = new ChangeSet("a", "b", List.of(file), texts, NameTwins.NONE);
        return new DefaultPolicyGates()
                .evaluate(change, diff, PolicySettings.DEFAULT).stream()
                        .map(PolicyFinding::policy)
                        .distinct()
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "requirements.txt | `+https://example.org/evil.whl`",
                "requirements.txt | `+git+https://example.org/evil.git`",
                "requirements.txt | `+./evil`",
                "requirements.txt | `+-r deps/more.list`",
                "requirements.txt | `-a==1.0 --hash=sha256:aa;;+a==1.0 --hash=sha256:bb`",
                "requirements.txt | ` a==1.0 \\;;-    --hash=sha256:aa \\;;+    --hash=sha256:cc \\;;     --hash=sha256:bb`",
                "requirements.txt | `+# a\revil==1.0`",
                "requirements.txt | `+# a\u2028evil==1.0`",
                "build.gradle     | `+/* a */ implementation 'evil:evil:1'`",
                "build.gradle     | `+/*;;+ */ implementation 'evil:evil:1'`",
                "build.gradle     | `+dependencies { implementation 'evil:evil:1' }`",
                "build.gradle     | `+// \\u000aimplementation 'evil:evil:1'`",
                "build.gradle     | `+implementation 'evil:evil:1' // */`",
                "build.gradle.kts | `+description = \"it'\\u000A//\"; dependencies { implementation(\"evil:evil:1.0\") }`",
                "build.sbt        | `+val q = \"\\u000A//\"; libraryDependencies += \"evil\" % \"evil\" % \"1.0\"`",
                "Gemfile          | `+s = \"\u2028#\"; gem \"evil\"`",
                "pyproject.toml   | `+[project];;+dependencies = [\"a\u2028#\", \"evil>=1\"]`",
                "mix.exs          | `+defp deps, do: [{:evil, \"~> 1.0\"}]`",
                "Gemfile          | `+group(:test) { gem 'evil' }`",
                "setup.cfg        | `+[options];;+install_requires =;;+    evil`",
                "setup.cfg        | `+[options.extras_require];;+dev = evil`",
                "setup.cfg        | `-    a>=1;;+    a>=2`",
                "setup.cfg        | `+[options];;+Install-Requires: a; evil`",
                "setup.py         | `+install_requires=['evil'],`",
                "setup.py         | `-    'a>=1',;;+    'a>=2',`",
                "setup.py         | `+requirements.append('evil')`",
                "Cargo.toml       | `+[dependencies];;+evil.git = \"https://example.org/evil\"`",
                "Cargo.toml       | `+[dependencies.serde];;+package = \"evil\"`",
                "pyproject.toml   | `+[tool.uv.sources];;+requests = { git = \"https://example.org/evil\" }`",
                "Pipfile          | `+[[source]];;+url = \"https://example.org/simple\"`"
            })
    void isSeenInADiff(String path, String lines) {
        assertThat(policies(path, "", "", lines.replace(";;", "\n") + "\n")).containsExactly("dependencies");
    }

    /** The diff shows neither the section nor anything that looks like a version, or splits an element. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "package.json | `{\"dependencies\": {}}` | `{\"dependencies\": {\"a\": \"evil/a\"}}` | `+\"a\": \"evil/a\",`",
                "package.json | `{\"devDependencies\": {\"a\": \"1\"}}` | `{\"devDependencies\": {\"a\": \"https://x.org/a.tgz\"}}`"
                        + " | `+\"a\": \"https://x.org/a.tgz\"`",
                "package.json | `{\"overrides\": {}}` | `{\"overrides\": {\"a\": {\"b\": \"beta\"}}}` | `+\"b\": \"beta\"`",
                "package.json | `{\"dependencies\": {\"a\": \"1\"}, \"devDependencies\": {\"a\": \"1\"}}`"
                        + " | `{\"dependencies\": {\"a\": \"evil/a\"}, \"devDependencies\": {\"a\": \"1\"}}` | `+\"a\": \"evil/a\",`",
                "setup.cfg    | `[options]\ninstall_requires =\n    a\n` | `[options]\ninstall_requires =\n    a\n    evil\n`"
                        + " | `+    evil`",
                "setup.py     | `setup(name='a', install_requires=[\n'a',\n])` | `setup(name='a', install_requires=[\n'a',\n'evil',\n])`"
                        + " | `+'evil',`",
                "setup.py     | `setup(**{'install_requires': [\n'a',\n]})` | `setup(**{'install_requires': [\n'a', # x =\n'evil',\n]})`"
                        + " | `-'a',;;+'a', # x =;;+'evil',`",
                "a/b.csproj   | `<Project/>` | `<Project><ItemGroup><PackageReference\nInclude='Evil'\nVersion='1'/></ItemGroup></Project>`"
                        + " | `+<PackageReference;;+Include='Evil';;+Version='1'/>`",
                "a/b.csproj   | `<Project><ItemGroup><PackageReference Include='A'><Version>1</Version></PackageReference></ItemGroup></Project>`"
                        + " | `<Project><ItemGroup><PackageReference Include='A'><Version>2</Version></PackageReference></ItemGroup></Project>`"
                        + " | `-<Version>1</Version>;;+<Version>2</Version>`",
                "a/b.csproj   | `<Project Sdk='Microsoft.NET.Sdk'/>` | `<Project Sdk='Evil.Sdk/1.0'/>` | `+<Project Sdk='Evil.Sdk/1.0'/>`",
                "Directory.Packages.props | `<Project/>` | `<Project><ItemGroup><GlobalPackageReference Include='Evil' Version='1'/></ItemGroup></Project>`"
                        + " | `+<GlobalPackageReference Include='Evil' Version='1'/>`",
                "pubspec.yaml | `name: a` | `name: a\ndependencies:\n  evil:\n    git: https://x.org/evil\n` | `+  evil:;;+    git: https://x.org/evil`",
                "pubspec.yaml | `dependencies:\n  a:\n    hosted: https://x.org\n` | `dependencies:\n  a:\n    hosted: https://evil.org\n`"
                        + " | `-    hosted: https://x.org;;+    hosted: https://evil.org`",
                "pubspec.yaml | `name: a` | `name: a\ndependency_overrides: {a: {git: {url: u, ref: r}}}\n` | `+dependency_overrides: {a: {git: {url: u, ref: r}}}`",
                "pubspec.yaml | `name: a` | `name: a\ndependencies:\n  evil:\n` | `+dependencies:;;+  evil:`",
                "pubspec.yaml | `name: a` | `name: [` | `+name: [`",
                "environment.yml | `name: a` | `name: a\ndependencies:\n  - evil\n` | `+dependencies:;;+  - evil`",
                "environment.yml | `name: a` | `name: a\ndependencies:\n  - pip:\n    - evil\n` | `+  - pip:;;+    - evil`",
                "environment.yml | `channels: [a]` | `channels: [evil, a]` | `-channels: [a];;+channels: [evil, a]`",
                "pom.xml      | `<project/>` | `<project><dependencies><dependency><artifactId\n>evil</artifactId></dependency></dependencies></project>`"
                        + " | `+<artifactId;;+>evil</artifactId>`",
                "pom.xml      | `<project/>` | `<project><parent><artifactId>\nevil</artifactId></parent></project>`"
                        + " | `+<artifactId>;;+evil</artifactId>`"
            })
    void isSeenInTheWholeText(String path, String before, String after, String lines) {
        assertThat(policies(path, before, after, lines.replace(";;", "\n") + "\n"))
                .containsExactly("dependencies");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "package.json   | `{\"dependencies\": {\"a\": \"1\"}}` | `{\"main\": \"x/y\", \"dependencies\": {\"a\": \"1\"}}` | `+\"main\": \"x/y\",`",
                "pom.xml        | `<project><version>1</version></project>` | `<project><version>2\n</version></project>` | `+<version>2;;+</version>`",
                "package.json   | `{\"devDependencies\": {\"a\": \"1\"}}` | `{\"dependencies\": {\"a\": \"1\"}}` | `+\"dependencies\": {`",
                "setup.cfg      | `[metadata]\nname = a` | `[metadata]\nname = a\nkeywords =\n    b\n` | `+keywords =;;+    b`",
                "setup.cfg      | `[options]\ninstall_requires =\n  a\n  b\n` | `[options]\ninstall_requires =\n    b\n    a\n`"
                        + " | `-  a;;-  b;;+    b;;+    a`",
                "setup.cfg      | `[options]\npython_requires = >=3.8` | `[options]\npython_requires = >=3.9` | `-python_requires = >=3.8;;+python_requires = >=3.9`",
                "setup.py       | `setup(\nversion='1',\n)` | `setup(\nversion='2',\nclassifiers=[\n'Topic',\n'Programming Language :: Python',\n],\n)`"
                        + " | `-version='1',;;+version='2',;;+classifiers=[;;+'Topic',;;+'Programming Language :: Python',;;+],`",
                "setup.py       | `setup(python_requires='>=3.8')` | `setup(python_requires='>=3.9')` | `-setup(python_requires='>=3.8');;+setup(python_requires='>=3.9')`",
                "a/b.csproj     | `<Project><ItemGroup><PackageReference Include='A' Version='1'/></ItemGroup></Project>`"
                        + " | `<Project><ItemGroup><PackageReference\nVersion='1' Include='A' PrivateAssets='all'/></ItemGroup></Project>`"
                        + " | `+<PackageReference;;+Version='1' Include='A' PrivateAssets='all'/>`",
                "a/b.csproj     | `<Project Sdk='Microsoft.NET.Sdk'/>` | `<Project Sdk='Microsoft.NET.Sdk.Web'><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>` | `+<Nullable>enable</Nullable>`",
                "pubspec.yaml   | `version: 1.0.0\ndependencies:\n  a: ^1.0.0` | `version: 1.0.1\ndependencies:\n  # first\n  a: '^1.0.0'` | `+version: 1.0.1;;+  # first`",
                "pubspec.yaml   | `name: a` | `name: a\nflutter:\n  assets:\n    - images/a.png\ndependencies:\n  flutter:\n    sdk: flutter\n` | `+    - images/a.png`",
                "environment.yml | `dependencies:\n  - b\n  - a\n` | `dependencies:\n  - a\n  - b\n` | `-  - b;;   - a;;+  - b`",
                "requirements.txt | `` | `` | `-a==1.0 --hash=sha256:aa;; b==1.0;;+a==1.0 --hash=sha256:aa`",
                "requirements.txt | `` | `` | `-    --hash=sha256:aa \\`",
                "build.gradle     | `` | `` | `+/*;;+ * implementation 'a:b:1' was here;;+ */`",
                "build.gradle     | `` | `` | `-implementation 'a:b:1';;+/* a */ implementation 'a:b:1'`",
                "setup.py       | `` | `` | `             \"a=pkg.a:main\",;;+            \"mycli=pkg.cli:main\",`",
                "setup.cfg      | `` | `` | `+    mycli = pkg.cli:main`",
                "a/b.csproj     | `<Project><ItemGroup><PackageReference Include='A  b=c  Version=1' Version='1'/></ItemGroup></Project>`"
                        + " | `<Project><ItemGroup><PackageReference\nVersion='1' Condition='x' Include='A  b=c  Version=1'/></ItemGroup></Project>`"
                        + " | `+<PackageReference;;+Version='1' Condition='x'`",
                "pyproject.toml | `` | `` | `+[tool.coverage.run];;+source = [\"shop\"]`",
                "Cargo.toml     | `` | `` | `+[package];;+description = \"a shop\"`"
            })
    void whatLooksAlikeIsNot(String path, String before, String after, String lines) {
        assertThat(policies(path, before, after, lines.replace(";;", "\n") + "\n"))
                .doesNotContain("dependencies");
    }
}
