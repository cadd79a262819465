package io.colony.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AgentUsageTest {
    private static Optional<String> model(String said) {
        return new AgentUsage(Optional.of(said), 1, 0, 0, 0, 0, Optional.empty()).model();
    }

    @Test
    void keepsTheNameOfAModelThatTheStoreTakesAndNoMoreOfIt() {
        assertThat(model("claude-opus-4-8[1m]")).hasValue("claude-opus-4-8[1m]");
        assertThat(model("a\0")).hasValue("a\ufffd");
        assertThat(model("m".repeat(4 << 20)).orElseThrow()).hasSize(100);
    }
}
