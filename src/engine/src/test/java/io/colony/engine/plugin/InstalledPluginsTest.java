package io.colony.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstalledPluginsTest {
    /** A plugin that says these things about itself. */
    private record Stated(String name, String key, String role, List<String> outcomes, Duration timeLimit)
            implements ExecutorPlugin {
        @Override
        public PluginResult run(PluginContext context) {
            return PluginResult.giveUp("never called");
        }
    }

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void goesByNameAndKey() {
        InstalledPlugins plugins =
                InstalledPlugins.of(List.of(new Stated("acme", "a", "Auditor", List.of("passed"), HOUR)));

        assertThat(plugins.all()).singleElement().satisfies(installed -> {
            assertThat(installed.id()).isEqualTo("plugin:acme/a");
            assertThat(installed.costsMoney()).isFalse();
            assertThat(installed.needsWorkspace()).isFalse();
        });
        assertThat(InstalledPlugins.none().all()).isEmpty();
    }

    @Test
    void saysAllThatIsWrongWithAPlugin() {
        Stated wrong = new Stated("ac me", "", " ", List.of("Passed", "failure", "ok", "ok"), Duration.ofDays(2));

        assertThatThrownBy(() -> InstalledPlugins.of(List.of(wrong)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining(Stated.class.getName())
                .hasMessageContaining("name() 'ac me'")
                .hasMessageContaining("key() ''")
                .hasMessageContaining("role() is empty")
                .hasMessageContaining("outcome 'Passed'")
                .hasMessageContaining("outcome 'failure' is reserved")
                .hasMessageContaining("names one twice")
                .hasMessageContaining("timeLimit()");
    }

    @Test
    void aPluginThatDeclaresNoOutcomeIsRefused() {
        assertThatThrownBy(() -> InstalledPlugins.of(List.of(new Stated("acme", "a", "Auditor", List.of(), HOUR))))
                .hasMessageContaining("outcomes() declares none");
    }

    @Test
    @SuppressWarnings("NullAway")
    void aPluginThatAnswersNothingIsNamed() {
        assertThatThrownBy(() -> InstalledPlugins.of(List.of(new Stated("acme", "a", "Auditor", null, HOUR))))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining(Stated.class.getName());
    }
}
