package io.colony.engine.agent.real;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentType;
import io.colony.engine.process.ProcessSupervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A real agent program, as {@code bin/agents} installs it for tests. */
public enum RealProgram {
    CLAUDE_OLD("claude-2.1.197", "claude", AgentType.CLAUDE_CODE, "2.1.197"),
    CLAUDE("claude-2.1.330", "claude", AgentType.CLAUDE_CODE, "2.1.330"),
    CODEX("codex", "codex", AgentType.CODEX, "0.169.0"),
    GEMINI("gemini", "gemini", AgentType.GEMINI, "0.61.0");

    static final String KEY = "test-key-that-nobody-may-see-4711";

    private final String directory;
    private final String program;
    private final AgentType type;
    private final String version;

    RealProgram(String directory, String program, AgentType type, String version) {
        this.directory = directory;
        this.program = program;
        this.type = type;
        this.version = version;
    }

    /** Where its starter lies; empty where it is not installed. */
    public Optional<Path> path() {
        return Optional.of(root().resolve("target/agents")
                        .resolve(directory)
                        .resolve("node_modules/.bin")
                        .resolve(program))
                .filter(Files::isExecutable);
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("bin/agents"))) {
            root = Objects.requireNonNull(root.getParent(), "no directory above has bin/agents");
        }
        return root;
    }

    AgentType type() {
        return type;
    }

    String version() {
        return version;
    }

    public boolean isClaude() {
        return type == AgentType.CLAUDE_CODE;
    }

    /** Driven as in production, but for the address of its provider. */
    public AgentBackend backEnd(ProcessSupervisor supervisor, String url) {
        return backEnd(supervisor, url, List.of());
    }

    /** The same in {@code bin/agent-sandbox}, as docs/sandbox.md says. */
    public AgentBackend sandboxed(ProcessSupervisor supervisor, String url) {
        Path root = root();
        return backEnd(
                supervisor,
                url,
                List.of(
                        root.resolve("bin/agent-sandbox").toString(),
                        "--read",
                        root.resolve("target/agents").toString()));
    }

    private AgentBackend backEnd(ProcessSupervisor supervisor, String url, List<String> starter) {
        Map<String, String> own = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
        own.put("GITHUB_TOKEN", "forge-token-that-nobody-may-see-0815");
        List<String> variables = new ArrayList<>(List.of("PATH"));
        variables.addAll(type.variables());
        List<String> command = new ArrayList<>(starter);
        command.add(path().orElseThrow().toString());
        switch (type) {
            case CLAUDE_CODE -> {
                own.put("ANTHROPIC_API_KEY", KEY);
                own.put("ANTHROPIC_BASE_URL", url);
                own.put("CLAUDE_CODE_MAX_RETRIES", "1");
                variables.add("CLAUDE_CODE_MAX_RETRIES");
            }
            case CODEX -> {
                own.put("CODEX_API_KEY", KEY);
                command.addAll(provider(url));
            }
            case GEMINI -> {
                own.put("GEMINI_API_KEY", KEY);
                own.put("GOOGLE_GEMINI_BASE_URL", url);
            }
            case COMMAND -> throw new IllegalStateException("no real program");
        }
        Optional<String> model = Optional.of(
                switch (type) {
                    case CODEX -> "gpt-5-codex";
                    case GEMINI -> "gemini-2.5-flash";
                    default -> "claude-opus-4-8";
                });
        return new AgentBackends(supervisor, own)
                .make(new AgentBackends.Program(name().toLowerCase(Locale.ROOT), type, command, model, variables));
    }

    private static List<String> provider(String url) {
        List<String> words = new ArrayList<>();
        for (String setting : List.of(
                "model_provider=\"mock\"",
                "model_providers.mock.name=\"mock\"",
                "model_providers.mock.base_url=\"" + url + "/v1\"",
                "model_providers.mock.env_key=\"CODEX_API_KEY\"",
                "model_providers.mock.wire_api=\"responses\"",
                "model_providers.mock.request_max_retries=1",
                "model_providers.mock.stream_max_retries=1")) {
            words.addAll(List.of("-c", setting));
        }
        return words;
    }
}
