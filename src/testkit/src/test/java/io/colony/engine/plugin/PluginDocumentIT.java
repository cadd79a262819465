package io.colony.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.WorkflowParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/plugins.md shows compiles, loads and fits together. */
class PluginDocumentIT {
    private static final Path DOCUMENT = Path.of("../../docs/plugins.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: (\\S+) -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

    @TempDir
    Path plugins;

    @Test
    void theDocumentedPluginAndItsWorkflowFitTogether() throws IOException {
        DeclaredOutcomes declared =
                DeclaredOutcomes.withPlugins(InstalledPlugins.of(documented()).outcomes());

        Workflow workflow = WorkflowParser.parse(example("workflow.yaml"), "workflow.yaml", declared);

        assertThat(workflow.state(new IssueState("checking-licences")).executor())
                .contains("plugin:acme/licences");
    }

    @Test
    void aDeclaredOutcomeWithoutARouteAndAMisspeltPluginAreRefusedWithTheCure() throws IOException {
        DeclaredOutcomes declared =
                DeclaredOutcomes.withPlugins(InstalledPlugins.of(documented()).outcomes());
        String yaml = example("workflow.yaml");

        assertThatThrownBy(() -> WorkflowParser.parse(
                        yaml.replace("      missing: changes-requested\n", ""), "workflow.yaml", declared))
                .hasMessageContaining("has executor 'plugin:acme/licences', which declares the outcome 'missing'");
        assertThatThrownBy(() -> WorkflowParser.parse(yaml.replace("/licences", "/licenses"), "w.yaml", declared))
                .hasMessageContaining("no executor 'plugin:acme/licenses' here: installed are plugin:acme/licences")
                .hasMessageContaining("plugins_directory");
        assertThatThrownBy(() -> WorkflowParser.parse(yaml, "workflow.yaml")).hasMessageContaining("none is installed");
    }

    private List<ExecutorPlugin> documented() throws IOException {
        PluginJar.build(
                plugins.resolve("licences.jar"),
                Map.of("com/acme/colony/LicenceCheck.java", example("src/com/acme/colony/LicenceCheck.java")),
                example("src/" + PluginJar.SERVICES));
        return PluginDirectory.load(plugins);
    }

    private static String example(String name) throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(DOCUMENT));
        while (examples.find()) {
            if (examples.group(1).equals(name)) {
                return examples.group(2);
            }
        }
        throw new AssertionError(DOCUMENT + " has no example " + name);
    }
}
