package io.colony.engine.agent.codex;

import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentType;
import io.colony.engine.agent.UsageReporting;
import io.colony.engine.agent.program.Dialect;
import io.colony.engine.agent.program.StageRights;
import io.colony.engine.agent.program.StreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How Codex is called: one prompt, a thread of its own that is never resumed, a sandbox by the stage's rights. */
public final class CodexDialect implements Dialect {
    private final Optional<String> model;

    /** @param model what the program is to use; empty for its own choice, which then has no price */
    public CodexDialect(Optional<String> model) {
        this.model = model;
    }

    /**
     * Analytics and plugins are off (they call out and delay the exit by seconds). Tools get the usual variables and not
     * the key. The project is not trusted, so that its {@code .codex/} does not apply.
     */
    @Override
    public List<String> arguments(AgentRequest request) {
        boolean writes = StageRights.of(request) == StageRights.WRITE;
        List<String> words = new ArrayList<>(List.of(
                "exec",
                "--json",
                "--skip-git-repo-check",
                "--disable",
                "plugins",
                "-s",
                writes ? "workspace-write" : "read-only",
                "-c",
                "approval_policy=\"never\"",
                "-c",
                "analytics.enabled=false",
                "-c",
                "sandbox_workspace_write.exclude_slash_tmp=true",
                "-c",
                "shell_environment_policy.inherit=\"core\"",
                "-c",
                "shell_environment_policy.ignore_default_excludes=false"));
        model.ifPresent(name -> words.addAll(List.of("-m", name)));
        words.add("-");
        return words;
    }

    @Override
    public boolean endsInForm() {
        return true;
    }

    @Override
    public UsageReporting usage() {
        return AgentType.CODEX.usage();
    }

    @Override
    public StreamReader reader() {
        return new CodexReader(model, CodexReader.NEW_THREAD);
    }
}
