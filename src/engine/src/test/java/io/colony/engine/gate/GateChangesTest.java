package io.colony.engine.gate;

import static io.colony.engine.gate.GateChangeCorpus.added;
import static io.colony.engine.gate.GateChangeCorpus.edited;
import static io.colony.engine.gate.GateChangeCorpus.removed;
import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateChangeCorpus.Sample;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes alter what a gate runs, and which do not. */
final class GateChangesTest {
    private static final String PACKAGE = """
            {"name": "shop", "version": "1.0.0",
             "scripts": {"test": "npm run unit", "unit": "vitest run", "start": "node ."},
             "dependencies": {"express": "^4.0.0"}, "jest": {"bail": true}}
            """;
    private static final String POM = """
            <project><version>1</version><properties><a.version>1</a.version></properties>
            <modules><module>one</module></modules>
            <dependencies><dependency><artifactId>x</artifactId></dependency></dependencies>
            <build><plugins><plugin><artifactId>p</artifactId><configuration><fork>1</fork></configuration></plugin>
            </plugins></build></project>
            """;
    private static final String PYPROJECT = """
            [project]
            name = "shop"
            description = "a shop"
            dependencies = [
              "flask",
            ]

            [tool.pytest.ini_options]
            addopts = "-q"

            [tool.ruff]
            line-length = 80
            """;
    private static final String CARGO = """
            [package]
            name = "shop"
            version = "0.1.0"
            [dependencies]
            serde = "1"
            [lints.rust]
            unsafe_code = "forbid"
            """;
    private static final String GRADLE = """
            plugins { id("java") }
            version = "1.0"
            dependencies {
                implementation("a:b:1")
            }
            test { useJUnitPlatform() }
            """;
    private static final String MAKE =
            "include ci/rules\ntest: lint\n\tpytest -q\n\nlint:\n\tsh ci/lint\n\ndocs:\n\tnpm run docs\n";
    private static final String MAIN =
            "package a\n\nfunc TestMain(m *testing.M) {\n\tos.Exit(m.Run())\n}\n\nfunc TestA(t *testing.T) {\n}\n";

    static Stream<Sample> attacks() {
        return Stream.of(make(), node(), nodeFiles(), python(), pythonFiles(), jvm(), others(), shell())
                .flatMap(List::stream);
    }

    private static List<Sample> make() {
        return List.of(
                added("make test", "GNUmakefile", "test:\n\t@echo ok\n", "says what the gate 'check' runs (make)"),
                added("make test", "gnuMakefile", "test:\n", "(make)"),
                added("make test", "makefile", "test:\n", "(make)"),
                edited("make test", "Makefile", MAKE, "test:\n\ttrue\n", "(make)"),
                removed("make test", "Makefile", MAKE, "(make)"),
                edited("make test", "build/rules.mk", "a\n", "b\n", "(make)"),
                edited("make test", "ci/rules", "a\n", "b\n", "(make)").in("Makefile", MAKE),
                edited("make test", "ci/lint", "a\n", "b\n", "(sh)").in("Makefile", MAKE),
                added("make test", "tests/conftest.py", "x\n", "(pytest)").in("Makefile", MAKE),
                added("make", "conftest.py", "x\n", "(pytest)").in("Makefile", MAKE),
                edited("cd sub && make", "sub/Makefile", "a\n", "b\n", "(make)"),
                edited("make -C sub test", "sub/Makefile", "a\n", "b\n", "(make)"),
                edited("make -Csub test", "sub/GNUmakefile", "a\n", "b\n", "(make)"),
                edited("make --directory=sub", "sub/Makefile", "a\n", "b\n", "(make)"),
                edited("make -f build/rules all", "build/rules", "a\n", "b\n", "(make)"),
                edited("env MODE=ci timeout 60 make test", "Makefile", "a\n", "b\n", "(make)"),
                edited("sh -c 'cd sub && make'", "sub/Makefile", "a\n", "b\n", "(make)"),
                edited("(cd \"$DIR\" && make)", "any/where/Makefile", "a\n", "b\n", "(make)"),
                edited("echo \"$(make test)\"", "Makefile", "a\n", "b\n", "(make)"),
                edited("just test", "justfile", "a\n", "b\n", "(just)"),
                added("just test", "conftest.py", "a\n", "(pytest)").in("justfile", "test:\n    @pytest -q\n"),
                edited("docker compose -f ci/c.yaml run app make", "Makefile", "a\n", "b\n", "(make)"),
                edited("docker build .", "Dockerfile", "a\n", "b\n", "(docker)"),
                edited("cmake --build out && ctest", "src/CMakeLists.txt", "a\n", "b\n", "(cmake)"));
    }

    private static List<Sample> node() {
        return List.of(
                edited("npm test", "package.json", PACKAGE, PACKAGE.replace("npm run unit", "true"), "scripts.test"),
                edited("npm test", "package.json", PACKAGE, PACKAGE.replace("vitest run", "true"), "scripts.unit"),
                edited("npm run unit", "package.json", PACKAGE, PACKAGE.replace("vitest run", "true"), "scripts.unit"),
                edited(
                        "npm ci && npm t",
                        "package.json",
                        PACKAGE,
                        PACKAGE.replace("npm run unit", "true"),
                        "scripts.test"),
                edited(
                        "npm test",
                        "package.json",
                        PACKAGE,
                        PACKAGE.replace("\"start\"", "\"pretest\""),
                        "scripts.pretest"),
                edited(
                        "npm test",
                        "package.json",
                        PACKAGE,
                        PACKAGE.replace("\"start\"", "\"postinstall\""),
                        "scripts.postinstall"),
                edited("npm test", "package.json", PACKAGE, PACKAGE.replace("true", "false"), "jest"),
                edited("npm test", "package.json", PACKAGE, "{nothing", "not in the form"),
                removed("npm test", "package.json", PACKAGE, "scripts.test"),
                edited(
                        "npm --prefix sub test",
                        "sub/package.json",
                        PACKAGE,
                        PACKAGE.replace("npm run unit", "true"),
                        "scripts.test"),
                edited(
                        "cd sub; yarn unit",
                        "sub/package.json",
                        PACKAGE,
                        PACKAGE.replace("vitest run", "true"),
                        "scripts.unit"),
                edited(
                        "npm test --workspaces",
                        "packages/a/package.json",
                        PACKAGE,
                        PACKAGE.replace("vitest run", "true"),
                        "scripts.unit"),
                edited(
                        "npm run $TARGET",
                        "package.json",
                        PACKAGE,
                        PACKAGE.replace("node .", "node x"),
                        "scripts.start"),
                edited("npm test", "ci/run.js", "a\n", "b\n", "(node)")
                        .in("package.json", PACKAGE.replace("vitest run", "node ci/run.js")),
                edited("npx jest", "package.json", PACKAGE, PACKAGE.replace("true", "false"), "jest"));
    }

    private static List<Sample> nodeFiles() {
        return List.of(
                added("npm test", ".npmrc", "script-shell=./x\n", ".npmrc"),
                added("bun test", "bunfig.toml", "[test]\n", "(bun)"),
                added("npm test", "vite.config.ts", "x\n", "(npm)"),
                added("npm test", "sub/babel.config.js", "x\n", "(npm)"),
                added("npm test", ".swcrc", "{}\n", "(npm)"),
                edited("npm test", "test/setupTests.ts", "a\n", "b\n", "(npm)"),
                added("npm test", "node_modules/.bin/vitest", "exit 0\n", "(npm)"),
                edited("tsc --noEmit", "tsconfig.json", "{}\n", "{\"include\": []}\n", "(tsc)"),
                edited("npm run lint", "tsconfig.json", "{}\n", "{ }\n", "(tsc)")
                        .in("package.json", "{\"scripts\": {\"lint\": \"tsc --noEmit\"}}"),
                added("node --test -r ./ci/before.cjs", "ci/before.cjs", "x\n", "ci/before.cjs"),
                edited(
                        "deno task test",
                        "deno.json",
                        "{\"tasks\": {\"test\": \"deno test\"}}",
                        "{\"tasks\": {\"test\": \"true\"}}",
                        "tasks.test"));
    }

    private static List<Sample> python() {
        return List.of(
                added("pytest", "conftest.py", "x\n", "conftest.py says what the gate 'check' runs (pytest)"),
                edited("pytest tests", "tests/a/conftest.py", "a\n", "b\n", "(pytest)"),
                added("python3 -m pytest", "sitecustomize.py", "x\n", "(python)"),
                added("python3.12 -m unittest", "usercustomize.py", "x\n", "(python)"),
                added("python3 -m unittest discover", "unittest.py", "x\n", "name of a module"),
                added("python3 -m unittest discover", "unittest/__init__.py", "x\n", "name of a module"),
                added("python -m pytest", "pytest.py", "x\n", "name of a module"),
                added("python -m mypy src", "mypy/__main__.py", "x\n", "(python)"),
                added("python -m unittest", "ARGPARSE.PY", "x\n", "name of a module"),
                added("cd app && python -m unittest", "app/logging.py", "x\n", "name of a module"),
                added("PYTHONPATH=src:lib python -m unittest", "lib/re.py", "x\n", "name of a module"),
                added("pytest", "tests/traceback.py", "x\n", "name of a module"));
    }

    private static List<Sample> pythonFiles() {
        return List.of(
                edited("python -m checks.all", "checks/all.py", "a\n", "b\n", "(python)"),
                added("python -m checks", "checks.py", "x\n", "(python)"),
                added("pytest", "x.pth", "import y\n", "(pytest)"),
                added("pytest", "pytest.ini", "[pytest]\n", "(pytest)"),
                edited(
                        "pytest",
                        "pyproject.toml",
                        PYPROJECT,
                        PYPROJECT.replace("-q", "-p x"),
                        "tool.pytest.ini_options.addopts"),
                edited(
                        "pytest",
                        "pyproject.toml",
                        PYPROJECT,
                        PYPROJECT + "[tool.\"pytest\".x]\na = 1\n",
                        "tool.pytest.x"),
                edited(
                        "pytest",
                        "pyproject.toml",
                        PYPROJECT,
                        "tool.pytest.ini_options.addopts = '-p x'\n" + PYPROJECT,
                        "tool.pytest"),
                edited(
                        "pytest",
                        "pyproject.toml",
                        PYPROJECT,
                        PYPROJECT.replace("\"a shop\"", "'[\\'\n  [ tool . pytest ]\nx = 1"),
                        "tool.pytest"),
                edited(
                        "pytest",
                        "pyproject.toml",
                        PYPROJECT,
                        PYPROJECT.replace("\"a shop\"", "\"\"\"\n[dependencies]\n\"\"\""),
                        "project"),
                edited("pytest", "pyproject.toml", PYPROJECT, PYPROJECT + "[\"to\\u006fl\".pytest.y]\na = 1\n", "tool"),
                edited(
                        "ruff check",
                        "pyproject.toml",
                        PYPROJECT,
                        PYPROJECT.replace("80", "200"),
                        "tool.ruff.line-length"),
                edited("tox", "tox.ini", "a\n", "b\n", "(tox)"),
                edited("nox -s tests", "noxfile.py", "a\n", "b\n", "(nox)"),
                edited("pytest", "setup.cfg", "[tool:pytest]\nx = 1\n", "[tool:pytest]\nx = 2\n", "tool:pytest"),
                edited(
                        "pytest",
                        "setup.cfg",
                        "[metadata]\nname = a\n",
                        "[metadata]\n [tool:pytest]\nname = a\n",
                        "metadata"),
                added("uv run --frozen pytest", "conftest.py", "x\n", "(uv)"),
                added("poetry run pytest", "tests/conftest.py", "x\n", "(poetry)"));
    }

    private static List<Sample> jvm() {
        return List.of(
                edited(
                        "./mvnw verify",
                        "pom.xml",
                        POM,
                        POM.replace("<fork>1", "<fork>2"),
                        "build/plugins/plugin/configuration/fork"),
                edited("mvn verify", "sub/pom.xml", POM, POM.replace("<module>one</module>", ""), "modules/module"),
                edited(
                        "mvn verify",
                        "pom.xml",
                        POM,
                        POM.replace("<a.version>", "<argLine>x</argLine><a.version>"),
                        "properties/argLine"),
                edited(
                        "mvn verify",
                        "pom.xml",
                        POM,
                        POM.replace("<build>", "<profiles><profile/></profiles><build>"),
                        "profiles"),
                edited("mvn -f sub/pom.xml verify", "sub/pom.xml", POM, POM.replace("<fork>1", "<fork>2"), "fork"),
                edited("mvn -f build/ci.xml verify", "build/ci.xml", POM, POM.replace("<fork>1", "<fork>2"), "(mvn)"),
                edited("mvn verify", "pom.xml", POM, "<!DOCTYPE a []>" + POM, "not in the form"),
                added("mvn verify", ".mvn/extensions.xml", "x\n", ".mvn"),
                added(
                        "mvn verify",
                        "src/test/resources/META-INF/services/org.junit.platform.launcher.LauncherSessionListener",
                        "x\n",
                        "(mvn)"),
                added(
                        "mvn verify",
                        "src/main/resources/META-INF/services/javax.annotation.processing.Processor",
                        "x\n",
                        "(mvn)"),
                added("mvn verify", "src/test/resources/junit-platform.properties", "x\n", "(mvn)"),
                added("mvn verify", "src/test/java/org/junit/jupiter/api/Assertions.java", "x\n", "(mvn)"),
                edited(
                        "./gradlew check",
                        "build.gradle.kts",
                        GRADLE,
                        GRADLE.replace("useJUnitPlatform()", "enabled = false"),
                        "enabled = false"),
                edited(
                        "./gradlew check",
                        "build.gradle",
                        GRADLE,
                        GRADLE.replace("implementation(\"a:b:1\")", "implementation(\"a:b:1\"); test.enabled = false"),
                        "test.enabled"),
                edited("./gradlew check", "build.gradle", GRADLE, "/*\n" + GRADLE + "*/\n", "/*"),
                added("gradle -p sub check", "buildSrc/src/main/java/A.java", "x\n", "(gradle)"),
                edited("gradle check", "settings.gradle", "include 'a'\n", "\n", "include 'a'"),
                added("gradle check", "init.gradle", "x\n", "(gradle)"),
                edited("gradle check", "gradle/quality.gradle", "a\n", "b\n", "(gradle)"),
                edited("sbt test", "project/Checks.scala", "a\n", "b\n", "(sbt)"));
    }

    private static List<Sample> others() {
        return List.of(
                edited("go test ./...", "a/a_test.go", MAIN, MAIN.replace("m.Run()", "0"), "TestMain"),
                added(
                        "go test ./...",
                        "a/b_test.go",
                        "package a\n\nfunc init() {\n\tos.Exit(0)\n}\n",
                        "TestMain or init"),
                added(
                        "go test ./...",
                        "a/b_test.go",
                        "package a\n\nvar _ = func() int { os.Exit(0); return 0 }()\n",
                        "TestMain or init"),
                added("go test ./...", "vendor/x/y.go", "package x\n", "(go)"),
                edited("go run ./ci/check", "ci/check/main.go", "a\n", "b\n", "ci/check"),
                edited("cargo test", "Cargo.toml", "", "package = { name = \"a\", autotests = false }\n", "package"),
                added("cargo test", "build.rs", "x\n", "(cargo)"),
                added("cargo test", ".cargo/config.toml", "x\n", ".cargo"),
                edited(
                        "cargo test",
                        "Cargo.toml",
                        CARGO,
                        CARGO.replace("[dependencies]", "autotests = false\n[dependencies]"),
                        "package.autotests"),
                edited("cargo test", "Cargo.toml", CARGO, CARGO.replace("forbid", "allow"), "lints.rust.unsafe_code"),
                edited("bundle exec rspec", ".rspec", "a\n", "b\n", "(bundle)"),
                edited("rspec", "spec/spec_helper.rb", "a\n", "b\n", "(rspec)"),
                edited("rake test", "Rakefile", "a\n", "b\n", "(rake)"),
                edited("rake test", "lib/tasks/test.rake", "a\n", "b\n", "(rake)"),
                edited("rake test", "Gemfile", "gem 'a'\n", "gem 'a'\nexit 0\n", "exit 0"),
                edited(
                        "composer test",
                        "composer.json",
                        "{\"scripts\": {\"test\": \"phpunit\"}}",
                        "{\"scripts\": {\"test\": [\"true\"]}}",
                        "scripts.test"),
                edited("mix test", "test/test_helper.exs", "a\n", "b\n", "(mix)"),
                edited(
                        "dotnet test",
                        "A.csproj",
                        "<Project><PropertyGroup/></Project>",
                        "<Project><PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup></Project>",
                        "IsTestProject"),
                added("dotnet test", "Directory.Build.targets", "x\n", "(dotnet)"));
    }

    private static List<Sample> shell() {
        return List.of(
                edited("bash ci/run", "ci/run", "a\n", "b\n", "ci/run is protected by '/ci/run'"),
                edited("sh -eu ci/run all", "ci/run", "a\n", "b\n", "'/ci/run'"),
                edited("bash -euo pipefail ci/run", "ci/run", "a\n", "b\n", "'/ci/run'"),
                edited("sh -c ./x", "x", "a\n", "b\n", "'/x'"),
                edited("sh < ci/run", "ci/run", "a\n", "b\n", "'/ci/run'"),
                edited("cd sub && ./check", "sub/check", "a\n", "b\n", "'/sub/check'"),
                edited(". ci/env && true", "ci/env", "a\n", "b\n", "'/ci/env'"),
                edited("sh ci/run", "ci/steps/lint", "a\n", "b\n", "(sh)")
                        .in("ci/run", "#!/bin/sh\nset -e\nsh ci/steps/lint\n"),
                added("sh ci/run", "GNUmakefile", "a\n", "(make)")
                        .in("ci/run", "if true; then\n  make test # all\nfi\n"),
                added("sh ci/run", "tests/conftest.py", "x\n", "(pytest)")
                        .in("ci/run", "#!/bin/sh\ncd \"$(dirname \"$0\")/..\"\nmake test\n")
                        .in("Makefile", MAKE),
                edited("sh ci/run", "ci/lint", "a\n", "b\n", "(lint)").in("ci/run", "\"$(dirname \"$0\")/lint\"\n"),
                added("sh ci/run", "tests/conftest.py", "x\n", "(pytest)")
                        .in("ci/run", "cd \"$HERE\" && make test\n")
                        .in("Makefile", MAKE),
                edited("nix-shell --run 'make test'", "Makefile", "a\n", "b\n", "(make)"),
                edited("function f { make; }; f", "Makefile", "a\n", "b\n", "(make)"),
                edited("trap 'make clean' EXIT; true", "Makefile", "a\n", "b\n", "(make)"),
                edited("echo \"`make test`\"", "Makefile", "a\n", "b\n", "(make)"),
                added("export PATH=\"$PWD/bin:$PATH\"; lint", "bin/lint", "x\n", "(export)"),
                added("PATH=tools/bin:$PATH lint", "tools/bin/lint", "x\n", "(lint)"),
                added("export PYTHONPATH=src; python -m unittest", "src/re.py", "x\n", "name of a module"),
                edited(
                        "yarn workspace a test",
                        "packages/a/package.json",
                        PACKAGE,
                        PACKAGE.replace("vitest run", "true"),
                        "scripts.unit"),
                edited("pytest -p checks.plugin", "src/checks/plugin.py", "a\n", "b\n", "(pytest)"),
                added("pip install -e . && flake8", "setup.py", "x\n", "(pip)"),
                edited(
                        "mvn verify",
                        "pom.xml",
                        "<project><parent><artifactId>a</artifactId></parent></project>",
                        "<project><parent><artifactId>a</artifactId><relativePath>x</relativePath></parent></project>",
                        "parent/relativePath"),
                edited("dotnet test", "A.csproj", "<Project Sdk=\"a\"/>", "<Project Sdk=\"b\"/>", "Project"),
                edited(
                        "npm run all",
                        "package.json",
                        "{\"scripts\": {\"all\": \"concurrently npm:lint\", \"lint\": \"a\"}}",
                        "{\"scripts\": {\"all\": \"concurrently npm:lint\", \"lint\": \"b\"}}",
                        "scripts.lint"),
                added("BASH_ENV=ci/env bash -c 'true'", "ci/env", "a\n", "(bash)"),
                edited("xargs -n 1 ./ci/one < list", "ci/one", "a\n", "b\n", "/ci/one"));
    }

    static Stream<Sample> honest() {
        return Stream.of(honestScripts(), honestBuilds()).flatMap(List::stream);
    }

    private static List<Sample> honestScripts() {
        return List.of(
                edited("npm test", "package.json", PACKAGE, PACKAGE.replace("node .", "node dist"), ""),
                edited("npm test", "package.json", PACKAGE, PACKAGE.replace("1.0.0", "1.1.0"), ""),
                edited("npm test", "package.json", PACKAGE, PACKAGE.replace("^4.0.0", "^4.1.0"), ""),
                edited("npm test", "package.json", PACKAGE, PACKAGE.replace(", ", " ,\n  "), ""),
                edited("npm ci && npm test", "package.json", PACKAGE, PACKAGE.replace("\"start\"", "\"docs\""), ""),
                edited("npm test", "docs/package.json", PACKAGE, "{}", ""),
                added("npm test", "src/cart.test.ts", "it('adds', () => {})\n", ""),
                added("npm test", "src/setup.ts", "x\n", ""),
                edited("make test", "docs/package.json", PACKAGE, "{}", "").in("Makefile", MAKE),
                edited("make test", "package.json", PACKAGE, "{}", "").in("Makefile", MAKE),
                edited("make test", "src/make.py", "a\n", "b\n", ""),
                edited("make test", "sub/Makefile", "a\n", "b\n", ""),
                edited("pytest", "Makefile", "a\n", "b\n", ""),
                added("pytest", "tests/test_cart.py", "def test_a():\n    assert True\n", ""),
                added("pytest", "tests/helpers.py", "x\n", ""),
                added("pytest", "src/shop/types.py", "x\n", ""),
                added("python -m pytest", "shop.py", "x\n", ""),
                edited("python -m pytest", "calendar.py", "a\n", "b\n", ""),
                edited("pytest", "pyproject.toml", PYPROJECT, PYPROJECT.replace("a shop", "the shop"), ""),
                edited(
                        "pytest",
                        "pyproject.toml",
                        PYPROJECT,
                        PYPROJECT.replace("\"flask\",", "\"flask\",\n  \"x\","),
                        ""),
                edited("pytest", "pyproject.toml", PYPROJECT, PYPROJECT.replace("80", "100"), ""),
                edited("ruff check", "pyproject.toml", PYPROJECT, PYPROJECT.replace("-q", "-v"), ""),
                edited("pytest", "setup.cfg", "[metadata]\nversion = 1\n", "[metadata]\nversion = 2\n", ""));
    }

    private static List<Sample> honestBuilds() {
        return List.of(
                edited("mvn verify", "pom.xml", POM, POM.replace("<version>1</version>", "<version>2</version>"), ""),
                edited("mvn verify", "pom.xml", POM, POM.replace("<a.version>1", "<a.version>2"), ""),
                edited(
                        "mvn verify",
                        "pom.xml",
                        POM,
                        POM.replace("<dependencies>", "<!-- what it needs -->\n<dependencies>\n"),
                        ""),
                added("mvn verify", "two/pom.xml", "<project><artifactId>two</artifactId></project>", ""),
                added("mvn verify", "src/test/java/a/SumTest.java", "class SumTest {}\n", ""),
                added("mvn verify", "src/main/resources/META-INF/services/a.b.Plugin", "x\n", ""),
                edited("./gradlew check", "build.gradle", GRADLE, GRADLE.replace("(\"a:b:1\")", "(\"a:b:2\")"), ""),
                edited("./gradlew check", "build.gradle", GRADLE, GRADLE.replace("\"1.0\"", "\"1.1\""), ""),
                edited("./gradlew check", "build.gradle", GRADLE, "// a note\n" + GRADLE, ""),
                edited("go test ./...", "a/a_test.go", MAIN, MAIN + "\nfunc TestB(t *testing.T) {\n}\n", ""),
                added(
                        "go test ./...",
                        "a/c_test.go",
                        "package a\n\nfunc TestC(t *testing.T) {\n\tif x() { t.Fatal() }\n}\n",
                        ""),
                edited("cargo test", "Cargo.toml", CARGO, CARGO.replace("0.1.0", "0.2.0"), ""),
                edited(
                        "cargo test",
                        "Cargo.toml",
                        CARGO,
                        CARGO.replace("serde = \"1\"", "serde = \"1\"\nrand = \"0.8\""),
                        ""),
                added("cargo test", "crates/a/Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nb = \"1\"\n", ""),
                added("pytest", "pyproject.toml", "[project]\nname = \"a\"\n", ""),
                added("cargo test", "tests/cart.rs", "#[test]\nfn a() {}\n", ""),
                edited("rake test", "Gemfile", "gem 'a'\n", "gem 'a', '~> 2'\ngem \"b\"\n", ""),
                added("rspec", "spec/cart_spec.rb", "it 'adds'\n", ""),
                edited("composer test", "composer.json", "{\"require\": {}}", "{\"require\": {\"a/b\": \"1\"}}", ""),
                edited(
                        "dotnet test",
                        "A.csproj",
                        "<Project><ItemGroup/></Project>",
                        "<Project><ItemGroup><PackageReference Include=\"a\"/></ItemGroup></Project>",
                        ""),
                edited("sh ci/run", "sub/Makefile", "a\n", "b\n", "")
                        .in("ci/run", "cd \"$(dirname \"$0\")/..\" && make\n"),
                added("find src -name '*.py' | xargs ruff check", "src/a.py", "x\n", ""),
                added("test -e list.txt && grep -q make README.md", "Makefile", "x\n", ""),
                edited("echo 'make test'", "Makefile", "a\n", "b\n", ""),
                edited("sh ci/run # make", "Makefile", "a\n", "b\n", "").in("ci/run", "echo \"make\" > out\n"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void tells(Sample sample) {
        assertThat(GateChangeCorpus.reasons(sample))
                .hasSize(1)
                .allSatisfy(reason ->
                        assertThat(reason).contains(sample.told()).endsWith(".").doesNotContain("\n"));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void lets(Sample sample) {
        assertThat(GateChangeCorpus.reasons(sample)).isEmpty();
    }
}
