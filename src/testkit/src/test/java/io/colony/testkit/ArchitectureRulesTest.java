package io.colony.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {
    private static final JavaClasses BAD = new ClassFileImporter()
            .importPackages("io.colony.engine.badone", "io.colony.engine.badtwo", "io.colony.web.bad");

    static Stream<Arguments> breaches() {
        return Stream.of(
                arguments(ArchitectureRules.NO_CYCLES, "badtwo"),
                arguments(ArchitectureRules.SQL_IN_STORES, "Sql"),
                arguments(ArchitectureRules.PROCESSES_UNDER_SUPERVISION, "Processes"),
                arguments(ArchitectureRules.GITHUB_BEHIND_THE_FORGE, "PastTheForge"),
                arguments(ArchitectureRules.TIME_IS_INJECTED, "Clock"),
                arguments(ArchitectureRules.TIME_IS_INJECTED, "Sleep"),
                arguments(ArchitectureRules.TRANSACTIONS_ARE_OURS, "OwnTransaction"),
                arguments(ArchitectureRules.ENVIRONMENT_IN_CONFIG, "Environment"),
                arguments(ArchitectureRules.OUTPUT_IN_PROGRAMS, "Output"),
                arguments(ArchitectureRules.LOG_ENTRIES_ARE_ONE_LINE, "OwnLog"),
                arguments(ArchitectureRules.NO_CATCH_ALL, "CatchAll"),
                arguments(ArchitectureRules.ONE_FAMILY_OF_EXCEPTIONS, "Stranger"),
                arguments(ArchitectureRules.NO_EXCEPTION_WITHOUT_A_MESSAGE, "Silent"),
                arguments(ArchitectureRules.VALUES_ARE_VALUES, "CostSummary"),
                arguments(ArchitectureRules.WEB_SEES_READ_MODELS, "DecidesByItself"),
                arguments(ArchitectureRules.NO_CATCH_ALL_PACKAGES, "Things"),
                arguments(ArchitectureRules.PACKAGES_ARE_NULL_MARKED, "badone"));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void eachRuleBites(ArchRule rule, String culprit) {
        assertThatThrownBy(() -> ArchitectureRules.check(rule, BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit)
                .hasMessageContaining("because");
    }

    @Test
    void everyRuleHasAReason() {
        assertThat(ArchitectureRules.all())
                .allSatisfy(rule -> assertThat(rule.getDescription()).contains(", because "));
    }
}
