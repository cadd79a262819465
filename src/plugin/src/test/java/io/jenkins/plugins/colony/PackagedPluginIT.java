package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plugin as it is installed. */
class PackagedPluginIT {
    private static final Path HPI = Path.of("target/colony.hpi");
    private static final String LIB = "WEB-INF/lib/";
    private static final long MOST_BYTES = 25L * 1024 * 1024;

    /** What Jenkins or the plugins that this one needs bring: a second copy is never used, or breaks what meets both. */
    private static final List<String> NEVER = List.of(
            "hudson/",
            "jenkins/",
            "org/kohsuke/",
            "org/jenkinsci/",
            "com/cloudbees/",
            "net/sf/json/",
            "net/java/sezpoz/",
            "org/springframework/",
            "com/google/common/",
            "com/google/gson/",
            "com/google/inject/",
            "com/fasterxml/jackson/",
            "org/yaml/",
            "org/snakeyaml/",
            "org/slf4j/",
            "org/jspecify/",
            "org/apache/commons/",
            "org/eclipse/jgit/",
            "org/eclipse/jetty/",
            "com/github/benmanes/",
            "okhttp3/",
            "org/json/",
            "org/objectweb/asm/",
            "io/jsonwebtoken/",
            "groovy/",
            "com/sun/jna/",
            "com/thoughtworks/",
            "jakarta/servlet/",
            "javax/servlet/",
            "io/zonky/");

    @Test
    void bringsExactlyTheListedJars() throws IOException {
        try (JarFile hpi = new JarFile(HPI.toFile())) {
            assertThat(hpi.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.startsWith(LIB) && !name.equals(LIB))
                            .map(name -> name.substring(LIB.length()).replaceAll("(-\\d.*)?[.]jar$", "")))
                    .containsExactlyInAnyOrderElementsOf(Poms.bundledJars());
        }
    }

    @Test
    void bringsNothingThatJenkinsHas() throws IOException {
        Set<String> doubled = new TreeSet<>();
        try (JarFile hpi = new JarFile(HPI.toFile())) {
            for (JarEntry jar : Collections.list(hpi.entries())) {
                if (jar.getName().endsWith(".jar")) {
                    try (JarInputStream classes = new JarInputStream(hpi.getInputStream(jar))) {
                        for (JarEntry each = classes.getNextJarEntry();
                                each != null;
                                each = classes.getNextJarEntry()) {
                            String name = each.getName().replaceFirst("^META-INF/versions/\\d+/", "");
                            if (name.endsWith(".class") && NEVER.stream().anyMatch(name::startsWith)) {
                                doubled.add(jar.getName() + ": " + name);
                            }
                        }
                    }
                }
            }
        }
        assertThat(doubled).isEmpty();
    }

    @Test
    void isSmallerThan25Megabytes() throws IOException {
        assertThat(Files.size(HPI)).isLessThan(MOST_BYTES);
    }

    @Test
    void saysTheSameInAndOutsideOfItsJar() throws Exception {
        Map<String, String> outside = manifest(Files.readAllBytes(HPI));
        try (JarFile hpi = new JarFile(HPI.toFile())) {
            byte[] own = hpi.getInputStream(hpi.getEntry(LIB + "colony.jar")).readAllBytes();
            assertThat(manifest(own)).containsAllEntriesOf(outside);
        }
        assertThat(outside)
                .containsEntry("Short-Name", "colony")
                .containsEntry("Plugin-Version", Poms.official().text("version"))
                .containsEntry("Jenkins-Version", Poms.official().property("jenkins.baseline"))
                .containsEntry("Minimum-Java-Version", "21")
                .containsEntry("Plugin-Dependencies", Poms.central().property("plugin.dependencies"))
                .containsEntry("Support-Dynamic-Loading", "true");
    }

    @Test
    void namesItsDependenciesAsJenkinsReadsThem() throws Exception {
        String dependencies = manifest(Files.readAllBytes(HPI)).getOrDefault("Plugin-Dependencies", "");
        assertThat(dependencies.split(",", -1))
                .allMatch(each -> each.matches("[a-z0-9-]+:[A-Za-z0-9._-]+(;resolution:=optional)?"));
        assertThat(Poms.official().pluginDependencies().keySet())
                .isEqualTo(Set.of(dependencies.split(",", -1)).stream()
                        .map(each -> each.split(":", 2)[0])
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Map<String, String> manifest(byte[] jar) throws IOException {
        try (JarInputStream stream = new JarInputStream(new ByteArrayInputStream(jar))) {
            Attributes attributes = stream.getManifest().getMainAttributes();
            return attributes.entrySet().stream()
                    .filter(each -> !Set.of("Ant-Version", "Created-By")
                            .contains(each.getKey().toString()))
                    .collect(Collectors.toMap(
                            each -> each.getKey().toString(),
                            each -> each.getValue().toString()));
        }
    }
}
