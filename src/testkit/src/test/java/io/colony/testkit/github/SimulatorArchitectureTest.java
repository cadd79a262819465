package io.colony.testkit.github;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.colony.testkit.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatorArchitectureTest {
    private static final JavaClasses SIMULATOR = ArchitectureRules.productClasses("io.colony.testkit.github");

    static List<ArchRule> rules() {
        return ArchitectureRules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theSimulatorKeeps(ArchRule rule) {
        ArchitectureRules.check(rule, SIMULATOR);
    }
}
