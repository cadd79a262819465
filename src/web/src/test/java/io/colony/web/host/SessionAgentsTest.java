package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentBackends.Program;
import io.colony.engine.agent.AgentType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionAgentsTest {
    private static final List<Program> PROGRAMS = List.of(
            new Program(
                    "one", AgentType.CLAUDE_CODE, List.of("claude"), Optional.empty(), List.of("KEY_ONE", "SHARED")),
            new Program("two", AgentType.CODEX, List.of("codex"), Optional.empty(), List.of("KEY_TWO", "SHARED")));
    private static final Map<String, String> SECRETS =
            Map.of("KEY_ONE", "1", "KEY_TWO", "2", "SHARED", "3", "GITHUB_APP", "4");

    @Test
    void whoAsksOneProgramGetsItsKeysAndNoOther() {
        SessionAgents asked = SessionAgents.of(PROGRAMS, SECRETS, "two"::equals);

        assertThat(asked.programs()).extracting(Program::name).containsExactly("two");
        assertThat(asked.variables()).isEqualTo(Map.of("KEY_TWO", "2", "SHARED", "3"));
    }

    @Test
    void nothingButAgentsVariablesIsEverGiven() {
        assertThat(SessionAgents.of(PROGRAMS, SECRETS, name -> true).variables())
                .containsOnlyKeys("KEY_ONE", "KEY_TWO", "SHARED");
    }
}
