package io.colony.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles plugins and loads them from their JARs. */
class PluginDirectoryIT {
    private static final String PLUGIN = """
            package com.acme;
            public class %1$s implements io.colony.engine.plugin.ExecutorPlugin {
                public String name() { return "acme"; }
                public String key() { return "%2$s"; }
                public String role() { return "Auditor"; }
                public java.util.List<String> outcomes() { return java.util.List.of("passed"); }
                public io.colony.engine.plugin.PluginResult run(io.colony.engine.plugin.PluginContext context) {
                    return io.colony.engine.plugin.PluginResult.finished("passed", Library.WORD);
                }
            }
            class Library { static final String WORD = new String("%2$s"); }
            """;

    @TempDir
    Path plugins;

    @Test
    void findsThePluginsOfEachJarWithAClassLoaderOfItsOwn() throws IOException {
        jar("a.jar", "First", "one");
        jar("bundle/b.jar", "First", "two");
        PluginJar.build(plugins.resolve("bundle/library.jar"), Map.of(), "");
        Files.writeString(plugins.resolve("readme.txt"), "No plugin.");

        List<ExecutorPlugin> found = PluginDirectory.load(plugins);

        assertThat(InstalledPlugins.of(found).outcomes())
                .isEqualTo(Map.of("plugin:acme/one", List.of("passed"), "plugin:acme/two", List.of("passed")));
        assertThat(found.get(0).getClass().getClassLoader())
                .isNotSameAs(found.get(1).getClass().getClassLoader());
    }

    @Test
    void twoOfOneNameAreRefused() throws IOException {
        jar("a.jar", "First", "one");
        jar("b.jar", "First", "one");

        assertThatThrownBy(() -> InstalledPlugins.of(PluginDirectory.load(plugins)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("plugin:acme/one")
                .hasMessageContaining("Take one of their JARs away");
    }

    @Test
    void aJarWithoutAPluginIsNamed() throws IOException {
        PluginJar.build(plugins.resolve("empty.jar"), Map.of(), "");

        assertThatThrownBy(() -> PluginDirectory.load(plugins))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("empty.jar")
                .hasMessageContaining(PluginJar.SERVICES);
    }

    @Test
    void aClassThatIsNotThereIsNamed() throws IOException {
        PluginJar.build(plugins.resolve("gone.jar"), Map.of(), "com.acme.Gone\n");

        assertThatThrownBy(() -> PluginDirectory.load(plugins))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("gone.jar")
                .hasMessageContaining("com.acme.Gone");
    }

    @Test
    void aPluginThatThrowsWhenItIsMadeIsNamedWithWhatItThrew() throws IOException {
        String source = PLUGIN.formatted("First", "one")
                .replace(
                        "public String name()",
                        "public First() { throw new IllegalStateException(\"no licence file\"); }\n public String name()");
        PluginJar.build(plugins.resolve("angry.jar"), Map.of("com/acme/First.java", source), "com.acme.First");

        assertThatThrownBy(() -> PluginDirectory.load(plugins))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("angry.jar")
                .hasMessageContaining("com.acme.First")
                .hasMessageContaining("no licence file");
    }

    @Test
    void whatAnybodyMayWriteIsNotLoaded() throws IOException {
        Path jar = jar("a.jar", "First", "one");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatThrownBy(() -> PluginDirectory.load(plugins))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("chmod o-w " + jar);
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PluginDirectory.load(plugins.resolve("missing")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("missing is no directory");
    }

    private Path jar(String name, String type, String key) throws IOException {
        Path jar = plugins.resolve(name);
        Files.createDirectories(jar.getParent());
        return PluginJar.build(
                jar, Map.of("com/acme/" + type + ".java", PLUGIN.formatted(type, key)), "com.acme." + type);
    }
}
