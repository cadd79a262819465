package io.jenkins.plugins.colony.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import io.colony.engine.status.ReviewCheck.Conclusion;
import io.colony.engine.status.ReviewCheck.Severity;
import io.jenkins.plugins.checks.api.ChecksAnnotation.ChecksAnnotationLevel;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.colony.configuration.SecretKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.junit.jupiter.api.Test;

class ReviewChecksTest {
    @Test
    void everyConclusionAndSeverityHasItsLikeness() {
        for (Conclusion conclusion : Conclusion.values()) {
            assertThat(ChecksConclusion.valueOf(conclusion.name())).hasToString(conclusion.name());
        }
        for (Severity severity : Severity.values()) {
            assertThat(ChecksAnnotationLevel.valueOf(severity.name())).hasToString(severity.name());
        }
    }

    /** Jenkins leaves out an optional extension whose public methods name what cannot be found. */
    @Test
    void whatNeedsAnOptionalPluginIsLeftOutWithoutIt() {
        assertOptional(ReviewChecks.ByChecksApi.class, ChecksDetails.class);
        assertOptional(SecretKind.GitHubApp.class, GitHubAppCredentials.class);
    }

    private static void assertOptional(Class<?> extension, Class<?> needed) {
        assertThat(extension.getAnnotation(Extension.class).optional()).isTrue();
        assertThat(Arrays.stream(extension.getMethods())
                        .flatMap(method -> {
                            List<Class<?>> types = new ArrayList<>(List.of(method.getParameterTypes()));
                            types.add(method.getReturnType());
                            return types.stream();
                        })
                        .toList())
                .contains(needed);
    }
}
