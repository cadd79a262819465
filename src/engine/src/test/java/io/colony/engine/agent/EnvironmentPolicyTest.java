package io.colony.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentPolicyTest {
    private static final Path HOME = Path.of("/home/run-1");

    @Test
    void inheritsTheAllowListOnly() {
        Map<String, String> own = Map.of(
                "PATH", "/bin", "HOME", "/root", "AWS_SECRET_ACCESS_KEY", "x", "MODEL_KEY", "k", "GITHUB_TOKEN", "t");

        assertThat(EnvironmentPolicy.inherit(own, List.of("MODEL_KEY", "NOT_SET")))
                .containsOnly(Map.entry("PATH", "/bin"), Map.entry("MODEL_KEY", "k"));
    }

    @Test
    void givesAHomeOfItsOwnThatNobodyOverrides() {
        Map<String, String> environment = EnvironmentPolicy.compose(
                Map.of("PATH", "/opt/bin"), HOME, Map.of("HOME", "/root", "TMPDIR", "/tmp", "EXTRA", "1"));

        assertThat(environment)
                .containsEntry("HOME", "/home/run-1")
                .containsEntry("TMPDIR", "/home/run-1/tmp")
                .containsEntry("PATH", "/opt/bin")
                .containsEntry("LANG", "C.UTF-8")
                .containsEntry("TERM", "dumb")
                .containsEntry("EXTRA", "1");
    }

    @Test
    void refusesWhatOpensACodeHostOrAJenkins() {
        for (String name : List.of("GITHUB_TOKEN", "gh_token", "JENKINS_API_TOKEN", "SSH_AUTH_SOCK", "GIT_ASKPASS")) {
            assertThatThrownBy(() -> EnvironmentPolicy.compose(Map.of(), HOME, Map.of(name, "x")))
                    .isInstanceOf(AgentException.class)
                    .hasMessageContaining(name);
            assertThatThrownBy(() -> EnvironmentPolicy.inherit(Map.of(), List.of(name)))
                    .isInstanceOf(AgentException.class);
        }
    }
}
