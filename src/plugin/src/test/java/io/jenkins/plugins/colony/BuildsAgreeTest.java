package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One plugin, two builds: what one of them depends on, bundles or leaves out, the other does as well. */
class BuildsAgreeTest {
    @Test
    void bothDependOnTheSamePlugins() throws Exception {
        Map<String, String> manifest = Poms.central().manifestDependencies();
        Map<String, String> official = Poms.official().pluginDependencies();
        assertThat(official.keySet()).isEqualTo(new TreeSet<>(manifest.keySet()));
        // Versions come from Jenkins' list of them, save where that knows none.
        Map<String, String> differing = new TreeMap<>();
        official.forEach((name, written) -> {
            String version = written.replace(Poms.OPTIONAL, "");
            String listed = manifest.getOrDefault(name, "");
            boolean agrees = (version.isEmpty() || listed.startsWith(version))
                    && listed.endsWith(Poms.OPTIONAL) == written.endsWith(Poms.OPTIONAL);
            if (!agrees) {
                differing.put(name, written + " against " + listed);
            }
        });
        assertThat(differing).isEmpty();
    }

    @Test
    void bothBundleTheSameJars() throws Exception {
        List<String> official =
                List.of(Poms.official().property("hpi.bundledArtifacts").split(",", -1));
        // The plugin's own jar is no dependency of it.
        assertThat(Poms.bundledJars().stream().filter(jar -> !jar.equals("colony")))
                .containsExactlyElementsOf(official)
                .isSorted();
        assertThat(Poms.official().property("hpi.strictBundledArtifacts")).isEqualTo("true");
    }

    @Test
    void whatOneTakesFromJenkinsTheOtherLeavesOut() throws Exception {
        Set<String> fromJenkins = Poms.central().provided();
        fromJenkins.remove("colony-jenkins-api");
        fromJenkins.addAll(List.of("checker-qual", "snakeyaml"));
        assertThat(Poms.official().exclusions()).hasSize(2).allMatch(fromJenkins::equals);
    }

    @Test
    void bothAreTheSameVersionForTheSameJenkins() throws Exception {
        Poms central = Poms.central();
        Poms official = Poms.official();
        assertThat(official.text("version")).isEqualTo("0.1.0-SNAPSHOT");
        assertThat(official.property("jenkins.baseline")).isEqualTo(central.property("jenkins.version"));
        assertThat(Arrays.asList("colony", "hpi"))
                .isEqualTo(List.of(official.text("artifactId"), official.text("packaging")));
    }
}
