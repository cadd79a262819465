package io.colony.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.LocalProcessSupervisor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Back ends as they are made of settings. */
class AgentBackendsTest {
    private final AgentBackends backEnds = new AgentBackends(new LocalProcessSupervisor(), Map.of());

    /** What is reserved for a run depends on it. */
    @ParameterizedTest
    @EnumSource
    void aBackEndKnowsWhenItsProgramStatesWhatItUsed(AgentType type) {
        AgentBackend made = backEnds.make(
                new AgentBackends.Program("a", type, List.of("/usr/bin/true"), Optional.empty(), List.of()));
        assertThat(made.usage()).isEqualTo(type.usage());
    }
}
