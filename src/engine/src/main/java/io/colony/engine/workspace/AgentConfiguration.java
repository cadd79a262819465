package io.colony.engine.workspace;

import java.util.Locale;
import java.util.Set;

/** Knows the files of a repository that tell coding agents, or git, what to do. */
final class AgentConfiguration {
    static final Set<String> DIRECTORIES = Set.of(
            ".claude",
            ".codex",
            ".gemini",
            ".cursor",
            ".continue",
            ".opencode",
            ".windsurf",
            ".clinerules",
            ".roo",
            ".kiro",
            ".amazonq",
            ".junie",
            ".aider",
            ".agents",
            ".husky",
            ".githooks",
            ".hooks");
    static final Set<String> FILES = Set.of(
            ".mcp.json",
            ".claude.json",
            "claude.md",
            "claude.local.md",
            "agents.md",
            "agents.override.md",
            "agent.md",
            "gemini.md",
            ".cursorrules",
            ".cursorignore",
            ".windsurfrules",
            ".goosehints",
            ".geminiignore",
            ".aiderignore",
            ".aider.conf.yml",
            "opencode.json",
            "opencode.jsonc",
            "copilot-instructions.md",
            ".lefthook.yml",
            "lefthook.yml",
            ".pre-commit-config.yaml");

    private AgentConfiguration() {}

    /** Whether the path, at any depth and in any case, is such a file or lies in such a directory. */
    static boolean includes(String path) {
        String[] parts = path.toLowerCase(Locale.ROOT).split("/", -1);
        for (String part : parts) {
            if (DIRECTORIES.contains(part)) {
                return true;
            }
        }
        return FILES.contains(parts[parts.length - 1]);
    }
}
