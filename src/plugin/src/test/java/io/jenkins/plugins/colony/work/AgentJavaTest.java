package io.jenkins.plugins.colony.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentJavaTest {
    @Test
    void runsOnJava21AndLaterOnly() {
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "21")))
                .isEmpty();
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "25")))
                .isEmpty();
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "17")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("Agent a1 runs Java 17").contains("21 or newer"));
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "1.8")))
                .isPresent();
        assertThat(AgentJava.refusal("a1", Map.of())).isPresent();
    }
}
