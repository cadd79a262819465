package io.colony.engine.gate;

import java.util.List;
import java.util.stream.Stream;

/** What only a person may let through, in any repository. Patterns as in {@code .gitignore}. */
final class ProtectedPaths {
    /** What runs on other machines, with their rights. */
    private static final List<String> AUTOMATION = List.of(
            ".github/**",
            "Jenkinsfile",
            "Jenkinsfile.*",
            "*.jenkinsfile",
            ".circleci/**",
            ".buildkite/**",
            ".woodpecker/**",
            ".woodpecker.y*ml",
            ".drone.y*ml",
            ".travis.yml",
            ".gitlab-ci.y*ml",
            ".gitlab/**",
            ".gitea/**",
            ".forgejo/**",
            ".semaphore/**",
            ".cirrus.y*ml",
            ".tekton/**",
            "appveyor.yml",
            ".appveyor.yml",
            "azure-pipelines*.y*ml",
            "bitbucket-pipelines.yml",
            "cloudbuild.y*ml",
            "buildspec*.y*ml",
            ".azure-pipelines/**",
            ".pipelines/**",
            ".teamcity/**",
            ".builds/**",
            ".build.yml",
            ".zuul.y*ml",
            "zuul.d/**",
            "bitrise.yml",
            "codeship-*.yml",
            "wercker.yml",
            ".readthedocs.y*ml");

    static final PathGlobs AUTOMATION_GLOBS = PathGlobs.of(AUTOMATION);

    /** Who has a say, people or robots that merge. */
    private static final List<String> OWNERS = List.of(
            "CODEOWNERS",
            "**/CODEOWNERS",
            ".mergify.yml",
            ".mergify/**",
            ".kodiak.toml",
            "bors.toml",
            "renovate.json*",
            ".renovaterc*");

    /** What jobs of others' are made of, or is run where somebody deploys or opens the change. */
    private static final List<String> STEPS = List.of(
            "action.y*ml",
            "netlify.toml",
            "vercel.json",
            ".devcontainer/**",
            ".devcontainer.json",
            ".gitpod.yml",
            "**/.vscode/tasks.json",
            "**/.vscode/mcp.json",
            "**/.vscode/settings.json",
            "*.code-workspace");

    /** What a build starts before any check of the change runs. */
    private static final List<String> WRAPPERS = List.of(
            "**/gradle-wrapper.jar",
            "**/gradle-wrapper.properties",
            "**/maven-wrapper.jar",
            "**/maven-wrapper.properties",
            "**/MavenWrapperDownloader.java",
            "**/.mvn/**",
            "**/mvnw",
            "**/mvnw.cmd",
            "**/gradlew",
            "**/gradlew.bat",
            "**/.yarn/releases/**",
            "**/.yarn/plugins/**",
            "**/.yarnrc",
            "**/.yarnrc.yml",
            "**/.npmrc",
            "**/.pnpmfile.cjs",
            "**/pip.conf",
            "**/.cargo/config",
            "**/.cargo/config.toml",
            "**/.bundle/config",
            "**/sbtw",
            "**/bazelisk",
            "**/.bazelversion",
            "**/.bazelrc",
            "**/rust-toolchain",
            "**/rust-toolchain.toml",
            "**/.tool-versions",
            "**/.envrc",
            "**/mise.toml");

    /** What fixes which code of strangers is taken in. */
    private static final List<String> LOCK_FILES = List.of(
            "**/package-lock.json",
            "**/npm-shrinkwrap.json",
            "**/yarn.lock",
            "**/pnpm-lock.yaml",
            "**/bun.lock",
            "**/bun.lockb",
            "**/deno.lock",
            "**/Cargo.lock",
            "**/poetry.lock",
            "**/uv.lock",
            "**/pdm.lock",
            "**/pixi.lock",
            "**/pylock*.toml",
            "**/Pipfile.lock",
            "**/conda-lock.yml",
            "**/Gemfile.lock",
            "**/gems.locked",
            "**/composer.lock",
            "**/symfony.lock",
            "**/go.sum",
            "**/go.work.sum",
            "**/gradle.lockfile",
            "**/*.lockfile",
            "**/verification-metadata.xml",
            "**/packages.lock.json",
            "**/paket.lock",
            "**/mix.lock",
            "**/rebar.lock",
            "**/pubspec.lock",
            "**/Podfile.lock",
            "**/Package.resolved",
            "**/Cartfile.resolved",
            "**/flake.lock",
            "**/Chart.lock",
            "**/.terraform.lock.hcl",
            "**/MODULE.bazel.lock",
            "**/conan.lock",
            "**/stack.yaml.lock",
            "**/cabal.project.freeze",
            "**/renv.lock",
            "**/shard.lock");

    /** What coding agents, and git, read as instructions: all that workspaces restore from the base. */
    private static final List<String> AGENTS = List.of(
            "AGENTS.md",
            "**/AGENTS.md",
            "**/AGENTS.override.md",
            "**/AGENT.md",
            "CLAUDE.md",
            "**/CLAUDE.md",
            "**/CLAUDE.local.md",
            "**/GEMINI.md",
            "**/copilot-instructions.md",
            "**/.claude.json",
            "**/.mcp.json",
            "**/.cursorrules",
            "**/.cursorignore",
            "**/.windsurfrules",
            "**/.goosehints",
            "**/.geminiignore",
            "**/.aiderignore",
            "**/.aider.conf.yml",
            "**/opencode.json",
            "**/opencode.jsonc",
            "**/lefthook.yml",
            "**/.lefthook.yml",
            "**/.pre-commit-config.yaml",
            "**/.claude/**",
            "**/.codex/**",
            "**/.gemini/**",
            "**/.cursor/**",
            "**/.continue/**",
            "**/.opencode/**",
            "**/.windsurf/**",
            "**/.clinerules",
            "**/.clinerules/**",
            "**/.roo/**",
            "**/.kiro/**",
            "**/.amazonq/**",
            "**/.junie/**",
            "**/.aider/**",
            "**/.agents/**",
            "**/.husky/**",
            "**/.githooks/**",
            "**/.hooks/**");

    private static final List<String> OURS_AND_GITS = List.of("**/.colony/**", "**/colony.yaml", "**/.git*");

    /** All of them. */
    static final List<String> DEFAULT = Stream.of(
                    AUTOMATION, OWNERS, STEPS, WRAPPERS, LOCK_FILES, AGENTS, OURS_AND_GITS)
            .flatMap(List::stream)
            .toList();

    private ProtectedPaths() {}
}
