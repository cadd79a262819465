package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The programs that gates start, and the files that say what such a program does. {@code docs/gates.md} has this table for
 * people; a test holds the two together.
 */
final class GateTools {
    /**
     * Some programs with the same files.
     *
     * @param names as they are called
     * @param directories options that name the directory to work in
     * @param files options that name a file of definitions
     * @param lists options that name a list of what is to be installed
     * @param watches the files
     */
    record Tool(
            Set<String> names, Set<String> directories, Set<String> files, Set<String> lists, List<Watch> watches) {}

    /**
     * Files by their names.
     *
     * @param glob as in {@code .gitignore}; with a slash at its start, directly in the tool's directory, else anywhere
     */
    record Watch(Watched part, String glob) {
        /** As a pattern for the whole repository. */
        String pattern(RepositoryPlace place) {
            boolean tied = glob.startsWith("/");
            return tied ? place.pattern(glob.substring(1)) : glob.contains("/") ? "**/" + glob : glob;
        }
    }

    private static final String PYTHON_FILES =
            "conftest.py sitecustomize.py usercustomize.py *.pth pyvenv.cfg .venv/** pytest.ini"
                    + " .pytest.ini pytest.toml .pytest.toml tox.ini tox.toml noxfile.py hatch.toml uv.toml poetry.toml pdm.toml"
                    + " nose2.cfg unittest.cfg .coveragerc *.dist-info/** *.egg-info/**";
    private static final String PYTHON_SHADOWS =
            "/*.py /*.py[cdw] /*.so /*/__init__.* /*/__main__.* test/**/*.py tests/**/*.py";
    private static final String JVM_TESTS = "META-INF/services/org.junit.* META-INF/services/org.testng.*"
            + " META-INF/services/org.spockframework.* META-INF/services/org.apache.maven.*"
            + " META-INF/services/javax.annotation.processing.* META-INF/services/com.sun.source.util.*"
            + " META-INF/services/com.google.errorprone.* META-INF/services/org.assertj.* META-INF/services/io.kotest.*"
            + " META-INF/services/io.cucumber.* mockito-extensions/** junit-platform.properties cucumber.properties"
            + " testng*.xml SpockConfig.groovy "
            + JvmPackages.LIBRARIES.stream().map(path -> path + "/**").collect(Collectors.joining(" "));
    private static final String JVM_SOURCES = "*.java *.kt *.kts *.groovy *.scala";
    private static final String NODE_FILES = ".npmrc bunfig.toml vite.config.* vitest.config.* vitest.workspace.*"
            + " vitest.setup.* jest.config.* jest.setup.* jest-setup.* setup-jest.* setupJest.* setupTests.* setup-tests.*"
            + " test-setup.* babel.config.* .babelrc* .swcrc .mocharc* karma.conf.* ava.config.* jasmine.json"
            + " playwright.config.* cypress.config.* webpack.config.* rollup.config.* angular.json nx.json turbo.json"
            + " lerna.json pnpm-workspace.yaml .pnp.* .pnpmfile.* .taprc patches/*.patch node_modules/**";

    private static final List<Tool> ALL = List.of(
            tool("make gmake bmake")
                    .at("-C --directory")
                    .reads("-f --file --makefile -I")
                    .watch(Watched.WHOLE, "/GNUmakefile /BSDmakefile /Makefile *.mk")
                    .done(),
            tool("npm npx node yarn yarnpkg pnpm pnpx bun bunx corepack vitest jest mocha ava nyc c8 tap jasmine karma"
                            + " playwright cypress eslint vite webpack rollup ng react-scripts next tsx ts-node biome oxlint"
                            + " prettier stylelint run-s run-p npm-run-all")
                    .at("--prefix -C --dir --cwd")
                    .reads(
                            "-c --config -r --require --import --setupFilesAfterEnv --setupFiles --env-file --loader --preload")
                    .watch(Watched.NPM, "/package.json")
                    .watch(Watched.NPM_INSTALL, "package.json")
                    .watch(Watched.WHOLE, NODE_FILES)
                    .done(),
            tool("turbo nx lerna wireit rush")
                    .watch(Watched.NPM, "package.json")
                    .watch(Watched.WHOLE, NODE_FILES + " project.json workspace.json .nxignore rush.json")
                    .done(),
            tool("tsc vue-tsc")
                    .reads("-p --project")
                    .watch(Watched.WHOLE, "tsconfig*.json node_modules/**")
                    .watch(Watched.NPM, "/package.json")
                    .done(),
            tool("deno")
                    .reads("-c --config --import-map")
                    .watch(Watched.DENO, "/deno.json")
                    .watch(Watched.WHOLE, "deno.jsonc import_map.json")
                    .done(),
            python("python pytest py.test unittest nose2 nosetests trial tox nox coverage hatch pdm poetry rye")
                    .done(),
            python("pip pip3 pipx pip-sync pip-compile uv uvx pipenv")
                    .reads(
                            "-c --constraint --constraints -b --build-constraint --build-constraints --override --overrides --excludes"
                                    + " --config-file")
                    .lists("-r --requirement --requirements --with-requirements")
                    .done(),
            python("invoke inv fab")
                    .watch(Watched.WHOLE, "/tasks.py /tasks/** fabfile.py invoke.yaml invoke.json")
                    .done(),
            python("doit").watch(Watched.WHOLE, "dodo.py").done(),
            python("behave")
                    .watch(Watched.WHOLE, "behave.ini .behaverc features/environment.py")
                    .done(),
            tool("ruff mypy black isort pyright basedpyright pylint flake8 bandit")
                    .reads("-c --config --config-file --rcfile --settings-path --project -p")
                    .watch(Watched.LINTER, "pyproject.toml")
                    .watch(Watched.SETUP_CFG, "setup.cfg")
                    .done(),
            tool("mvn mvnw mvnd")
                    .reads("-f --file -s --settings -gs -t")
                    .watch(Watched.MAVEN, "pom.xml")
                    .watch(Watched.WHOLE, ".mvn/** " + JVM_TESTS)
                    .watch(Watched.JVM_PACKAGE, JVM_SOURCES)
                    .done(),
            tool("gradle gradlew")
                    .at("-p --project-dir")
                    .reads("-b --build-file -c --settings-file -I --init-script")
                    .watch(Watched.GRADLE, "*.gradle *.gradle.kts gradle.properties")
                    .watch(
                            Watched.WHOLE,
                            "buildSrc/** build-logic/** init.gradle init.gradle.kts init.d/*.gradle* *.gradle.dcl"
                                    + " gradle-daemon-jvm.properties")
                    .watch(Watched.WHOLE, JVM_TESTS)
                    .watch(Watched.JVM_PACKAGE, JVM_SOURCES)
                    .done(),
            tool("sbt")
                    .watch(Watched.SBT, "*.sbt")
                    .watch(Watched.WHOLE, "/project/** .sbtopts .jvmopts .sbtrc " + JVM_TESTS)
                    .watch(Watched.JVM_PACKAGE, JVM_SOURCES)
                    .done(),
            tool("ant")
                    .reads("-f -file -buildfile")
                    .watch(Watched.WHOLE, "build.xml " + JVM_TESTS)
                    .watch(Watched.JVM_PACKAGE, JVM_SOURCES)
                    .done(),
            tool("lein clojure clj")
                    .watch(Watched.WHOLE, "project.clj profiles.clj deps.edn tests.edn")
                    .done(),
            tool("go gotestsum")
                    .at("-C")
                    .reads("-overlay -modfile -toolexec")
                    .watch(Watched.GO_SETUP, "*_test.go")
                    .watch(Watched.WHOLE, "go.work go.env vendor/**")
                    .done(),
            tool("mage").watch(Watched.WHOLE, "magefile.go magefiles/**").done(),
            tool("cargo cross")
                    .at("-C")
                    .reads("--manifest-path --config --config-file")
                    .watch(Watched.CARGO, "Cargo.toml")
                    .watch(Watched.WHOLE, "build.rs .cargo/** nextest.toml rust-toolchain*")
                    .done(),
            tool("dotnet msbuild")
                    .reads("--settings -s")
                    .watch(Watched.MSBUILD, "*.csproj *.fsproj *.vbproj")
                    .watch(
                            Watched.WHOLE,
                            "*.props *.targets *.proj *.rsp *.sln *.slnx *.slnf global.json nuget.config *.runsettings"
                                    + " xunit.runner.json testconfig.json")
                    .done(),
            tool("ruby rake rspec bundle rails cucumber rubocop standardrb minitest")
                    .at("-C")
                    .reads("-f --rakefile -r --require -O --options -c --config")
                    .watch(Watched.RUBY, "Gemfile gems.rb")
                    .watch(
                            Watched.WHOLE,
                            "Rakefile *.rake rakelib/** .rspec .rspec-local .simplecov .bundle/** vendor/bundle/** spec_helper.rb rails_helper.rb test_helper.rb"
                                    + " cucumber.yml features/support/env.rb lib/minitest.rb lib/minitest/** lib/rspec.rb"
                                    + " lib/test/unit.rb minitest/*_plugin.rb")
                    .done(),
            tool("composer php phpunit pest paratest phpstan psalm")
                    .at("-d --working-dir")
                    .reads("-c --configuration --bootstrap")
                    .watch(Watched.COMPOSER, "/composer.json")
                    .watch(Watched.WHOLE, "phpunit*.xml* vendor/** tests/bootstrap.php Pest.php")
                    .done(),
            tool("mix")
                    .watch(Watched.MIX, "mix.exs")
                    .watch(Watched.WHOLE, "test_helper.exs")
                    .done(),
            tool("swift").watch(Watched.SWIFT, "Package.swift").done(),
            tool("dart flutter")
                    .watch(Watched.WHOLE, "dart_test.yaml flutter_test_config.dart")
                    .done(),
            tool("cmake ctest")
                    .at("--test-dir -S")
                    .reads("-P -C")
                    .watch(Watched.WHOLE, "CMakeLists.txt *.cmake CMakePresets.json CMakeUserPresets.json")
                    .done(),
            tool("meson ninja")
                    .watch(Watched.WHOLE, "meson.build meson_options.txt meson.options build.ninja")
                    .done(),
            tool("scons").watch(Watched.WHOLE, "SConstruct SConscript").done(),
            tool("bazel bazelisk buck2 pants")
                    .watch(
                            Watched.WHOLE,
                            "BUILD BUILD.bazel BUCK WORKSPACE* MODULE.bazel REPO.bazel *.bzl .bazelrc .bazelignore /tools/bazel"
                                    + " pants.toml")
                    .done(),
            tool("just")
                    .at("-d --working-directory")
                    .reads("-f --justfile")
                    .watch(Watched.WHOLE, "justfile .justfile *.just")
                    .done(),
            tool("task go-task")
                    .at("-d --dir")
                    .reads("-t --taskfile")
                    .watch(Watched.WHOLE, "Taskfile*.y*ml")
                    .done(),
            tool("docker podman docker-compose buildah earthly")
                    .reads("-f --file")
                    .watch(
                            Watched.WHOLE,
                            "Dockerfile* *.dockerfile Containerfile* compose*.y*ml docker-compose*.y*ml .dockerignore"
                                    + " docker-bake.* Earthfile")
                    .done(),
            tool("nix nix-shell nix-build devbox")
                    .watch(Watched.WHOLE, "*.nix devbox.json")
                    .done(),
            tool("direnv mise rtx")
                    .watch(Watched.WHOLE, ".envrc mise*.toml .mise*.toml mise-tasks/**")
                    .done(),
            tool("pre-commit")
                    .watch(Watched.WHOLE, ".pre-commit-config.yaml .pre-commit-hooks.yaml")
                    .done(),
            tool("perl prove")
                    .watch(Watched.WHOLE, ".proverc Makefile.PL Build.PL dist.ini")
                    .done(),
            tool("lua busted").watch(Watched.WHOLE, ".busted").done(),
            tool("bats")
                    .watch(Watched.WHOLE, "setup_suite.bash test_helper.bash")
                    .done(),
            tool("stack cabal")
                    .watch(Watched.WHOLE, "stack.yaml package.yaml *.cabal cabal.project* Setup.hs")
                    .done(),
            tool("rebar3").watch(Watched.WHOLE, "rebar.config*").done(),
            tool("zig").watch(Watched.WHOLE, "build.zig build.zig.zon").done());

    private static final Map<String, Tool> BY_NAME = byName();

    private GateTools() {}

    static List<Tool> all() {
        return ALL;
    }

    static boolean knows(String program) {
        return of(program).isPresent();
    }

    /** The row of a program; {@code python3.12} is {@code python}, {@code mvnw.cmd} is {@code mvnw}. */
    static Optional<Tool> of(String program) {
        return Optional.ofNullable(BY_NAME.get(plain(program)));
    }

    static String plain(String program) {
        String name = program.replaceAll("\\.(?:exe|cmd|bat)$", "");
        return name.matches("python[\\d.]*w?") ? "python" : name;
    }

    private static Map<String, Tool> byName() {
        Map<String, Tool> tools = new LinkedHashMap<>();
        ALL.forEach(tool -> tool.names().forEach(name -> tools.put(name, tool)));
        return Map.copyOf(tools);
    }

    /** Programs that run code of the project in Python. */
    private static Row python(String names) {
        return tool(names)
                .at("-C --directory --project --root")
                .reads("-c --config --config-file --conf --rcfile -f --noxfile")
                .watch(Watched.WHOLE, PYTHON_FILES)
                .watch(Watched.PYPROJECT, "pyproject.toml")
                .watch(Watched.SETUP_CFG, "setup.cfg")
                .watch(Watched.SETUP_PY, "setup.py")
                .watch(Watched.SHADOW, PYTHON_SHADOWS);
    }

    private static Row tool(String names) {
        return new Row(words(names));
    }

    private static Set<String> words(String text) {
        return new LinkedHashSet<>(Arrays.asList(text.split(" ", -1)));
    }

    /** A row while it is written. */
    private static final class Row {
        private final Set<String> names;
        private final List<Watch> watches = new ArrayList<>();
        private Set<String> directories = Set.of();
        private Set<String> files = Set.of();
        private Set<String> lists = Set.of();

        Row(Set<String> names) {
            this.names = names;
        }

        Row at(String options) {
            directories = words(options);
            return this;
        }

        Row reads(String options) {
            files = words(options);
            return this;
        }

        Row lists(String options) {
            lists = words(options);
            return this;
        }

        Row watch(Watched part, String globs) {
            words(globs).forEach(glob -> watches.add(new Watch(part, glob)));
            return this;
        }

        Tool done() {
            return new Tool(names, directories, files, lists, List.copyOf(watches));
        }
    }
}
