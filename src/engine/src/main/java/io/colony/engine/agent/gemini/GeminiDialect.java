package io.colony.engine.agent.gemini;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentType;
import io.colony.engine.agent.UsageReporting;
import io.colony.engine.agent.program.Dialect;
import io.colony.engine.agent.program.StageRights;
import io.colony.engine.agent.program.StreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How Gemini CLI is called: one prompt, settings of ours in its home, the repository's own settings not trusted. */
public final class GeminiDialect implements Dialect {
    private static final int ATTEMPTS = 3;
    private static final int LEAST_HTTP_ERROR = 400;
    private static final int EXIT_CODES = 256;

    private final JsonMapper mapper = new JsonMapper();
    private final Optional<String> model;

    /** @param model what the program is to use; empty for its own choice */
    public GeminiDialect(Optional<String> model) {
        this.model = model;
    }

    /**
     * {@code --skip-trust} works without applying the repository's {@code .gemini/settings.json}, which trust would. In
     * mode {@code default} the tools that change something are not offered to the model.
     */
    @Override
    public List<String> arguments(AgentRequest request) {
        boolean writes = StageRights.of(request) == StageRights.WRITE;
        List<String> words = new ArrayList<>(
                List.of("-o", "stream-json", "--skip-trust", "--approval-mode", writes ? "yolo" : "default"));
        model.ifPresent(name -> words.addAll(List.of("-m", name)));
        return words;
    }

    /** Without its second process: that one would outlive a TERM to the first. */
    @Override
    public Map<String, String> environment() {
        return Map.of("GEMINI_CLI_NO_RELAUNCH", "true");
    }

    @Override
    public Map<String, String> homeFiles(AgentRequest request) {
        ObjectNode settings = mapper.createObjectNode();
        settings.putObject("security").putObject("auth").put("selectedType", "gemini-api-key");
        settings.putObject("privacy").put("usageStatisticsEnabled", false);
        // Whether and when a provider that refuses is asked again is decided for all runs together, not in each.
        settings.putObject("general")
                .put("disableAutoUpdate", true)
                .put("disableUpdateNag", true)
                .put("maxAttempts", ATTEMPTS);
        settings.putObject("model").put("maxSessionTurns", request.limits().turns());
        return Map.of(".gemini/settings.json", settings.toPrettyString());
    }

    /** It exits with the HTTP status modulo 256, so that 400 is 144. */
    @Override
    public boolean exitsByItselfWith(int code) {
        return code >= LEAST_HTTP_ERROR % EXIT_CODES;
    }

    @Override
    public boolean endsInForm() {
        return true;
    }

    @Override
    public UsageReporting usage() {
        return AgentType.GEMINI.usage();
    }

    @Override
    public StreamReader reader() {
        return new GeminiReader();
    }
}
