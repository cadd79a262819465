package io.colony.engine.agent.claude;

import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.program.Dialect;
import io.colony.engine.agent.program.StageRights;
import io.colony.engine.agent.program.StreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How Claude Code is called: one prompt, no configuration but ours, no tool beyond what the stage needs. */
public final class ClaudeDialect implements Dialect {
    private static final String READ_TOOLS = "Read,Glob,Grep";
    private static final String WRITE_TOOLS = "Read,Glob,Grep,Edit,Write,NotebookEdit,Bash";

    private final Optional<String> model;

    /** @param model what the program is to use; empty for its own choice */
    public ClaudeDialect(Optional<String> model) {
        this.model = model;
    }

    /**
     * {@code --setting-sources ""} and {@code --strict-mcp-config} keep the repository's own {@code .claude/settings.json}
     * from replacing the provider's address and key, and its {@code .mcp.json} from starting programs; {@code --bare} and
     * {@code --safe-mode} do not.
     */
    @Override
    public List<String> arguments(AgentRequest request) {
        boolean writes = StageRights.of(request) == StageRights.WRITE;
        String tools = writes ? WRITE_TOOLS : READ_TOOLS;
        List<String> words = new ArrayList<>(List.of(
                "-p",
                "--output-format",
                "stream-json",
                "--verbose",
                "--setting-sources",
                "",
                "--strict-mcp-config",
                "--no-session-persistence",
                "--permission-mode",
                writes ? "acceptEdits" : "dontAsk",
                "--tools",
                tools,
                "--allowedTools",
                tools,
                "--max-turns",
                Integer.toString(request.limits().turns()),
                "--max-budget-usd",
                request.limits().usd().amount().toPlainString()));
        model.ifPresent(name -> words.addAll(List.of("--model", name)));
        return words;
    }

    /**
     * Nothing is sent but to the provider. {@code CLAUDE_CODE_SUBPROCESS_ENV_SCRUB}, which hides the key from tools, is
     * left to the operator: without bubblewrap on the machine the program refuses to start with it.
     */
    @Override
    public Map<String, String> environment() {
        return Map.of(
                "DISABLE_TELEMETRY", "1",
                "DISABLE_AUTOUPDATER", "1",
                "DISABLE_ERROR_REPORTING", "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    }

    @Override
    public boolean endsInForm() {
        return true;
    }

    @Override
    public StreamReader reader() {
        return new ClaudeReader();
    }
}
