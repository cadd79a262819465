package io.colony.engine.agent;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of agent programs that can be driven. */
public enum AgentType {
    /** Any program that speaks the JSON-lines protocol of {@code docs/agents.md}. */
    COMMAND("command", "", UsageReporting.LIVE, "", ""),
    /** Claude Code. */
    CLAUDE_CODE(
            "claude-code",
            "claude",
            UsageReporting.LIVE,
            "2.1.197 2.1.330",
            "ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN CLAUDE_CODE_OAUTH_TOKEN ANTHROPIC_BASE_URL"),
    /** Codex. */
    CODEX("codex", "codex", UsageReporting.AT_END, "0.169.0", "CODEX_API_KEY OPENAI_API_KEY OPENAI_BASE_URL"),
    /** Gemini CLI. */
    GEMINI("gemini", "gemini", UsageReporting.AT_END, "0.61.0", "GEMINI_API_KEY GOOGLE_GEMINI_BASE_URL");

    private final String slug;
    private final String program;
    private final UsageReporting usage;
    private final String triedVersions;
    private final String variables;

    AgentType(String slug, String program, UsageReporting usage, String triedVersions, String variables) {
        this.slug = slug;
        this.program = program;
        this.usage = usage;
        this.triedVersions = triedVersions;
        this.variables = variables;
    }

    /** As written in configuration. */
    public String slug() {
        return slug;
    }

    /** What is started where the configuration names no command. */
    public Optional<String> program() {
        return Optional.of(program).filter(name -> !name.isEmpty());
    }

    /** When it is known what a run uses. */
    public UsageReporting usage() {
        return usage;
    }

    /** The versions that were driven and recorded; others may behave otherwise. Empty for programs of one's own. */
    public List<String> triedVersions() {
        return words(triedVersions);
    }

    /** Names of variables by which the program is given its key and the address of its provider. */
    public List<String> variables() {
        return words(variables);
    }

    public static Optional<AgentType> of(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
    }

    public static List<String> slugs() {
        return Arrays.stream(values()).map(AgentType::slug).toList();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
