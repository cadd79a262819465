package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.DefaultPolicyGates;
import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AgentConfigurationTest {
    /** What instructs agents in their workspaces instructs them in people's as well, once it is merged. */
    @Test
    void allThatInstructsAgentsIsAProtectedPath() {
        List<String> paths = new ArrayList<>();
        AgentConfiguration.FILES.forEach(name -> paths.addAll(List.of(name, "sub/" + name.toUpperCase(Locale.ROOT))));
        AgentConfiguration.DIRECTORIES.forEach(name -> paths.addAll(List.of(name + "/x", "sub/" + name + "/a/b.md")));

        assertThat(paths).isNotEmpty().allSatisfy(path -> {
            assertThat(AgentConfiguration.includes(path)).isTrue();
            assertThat(policies(path)).containsExactly("protected-paths");
        });
    }

    private static List<String> policies(String path) {
        ChangedFile file = new ChangedFile(Kind.ADDED, path, Optional.empty(), "100644", 1, false);
        return new DefaultPolicyGates()
                .evaluate(new ChangeSet("a", "b", List.of(file)), "", PolicySettings.DEFAULT).stream()
                        .map(PolicyFinding::policy)
                        .toList();
    }
}
