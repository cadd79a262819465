package io.jenkins.plugins.colony.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import io.colony.engine.status.ReviewCheck.Conclusion;
import io.colony.engine.status.ReviewCheck.Severity;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.colony.configuration.GitHubApp;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.junit.jupiter.api.Test;

class PublishedCheckTest {
    @Test
    void everyConclusionAndSeverityHasItsLikeness() {
        assertThat(Arrays.stream(Conclusion.values())
                        .map(PublishedCheck::conclusion)
                        .map(Enum::name))
                .containsExactly("SUCCESS", "FAILURE", "NEUTRAL");
        assertThat(Arrays.stream(Severity.values()).map(PublishedCheck::level).map(Enum::name))
                .containsExactly("NOTICE", "WARNING", "FAILURE");
    }

    /** Jenkins leaves out an optional extension whose public methods name what cannot be found. */
    @Test
    void whatNeedsAnOptionalPluginIsLeftOutWithoutIt() {
        assertOptional(PublishedCheck.class, ChecksDetails.class);
        assertOptional(GitHubApp.class, GitHubAppCredentials.class);
    }

    private static void assertOptional(Class<?> extension, Class<?> needed) {
        assertThat(extension.getAnnotation(Extension.class).optional()).isTrue();
        assertThat(Arrays.stream(extension.getMethods())
                        .flatMap(method -> {
                            List<Class<?>> types = new java.util.ArrayList<>(List.of(method.getParameterTypes()));
                            types.add(method.getReturnType());
                            return types.stream();
                        })
                        .toList())
                .contains(needed);
    }
}
