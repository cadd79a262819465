package io.colony.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/** What ArchUnit has no words for. */
final class ArchitectureConditions {
    private ArchitectureConditions() {}

    /** {@code catch (Exception e)}, written so; the compiler's own handlers for resources catch Throwable. */
    static ArchCondition<JavaClass> notCatchException() {
        return condition(
                "not catch Exception",
                type -> type.getCodeUnits().stream()
                        .flatMap(unit -> unit.getTryCatchBlocks().stream())
                        .filter(block -> block.getCaughtThrowables().stream()
                                .anyMatch(caught -> caught.isEquivalentTo(Exception.class)))
                        .findFirst()
                        .map(block -> "catches Exception in " + block.getSourceCodeLocation()));
    }

    static ArchCondition<JavaClass> beClosedValues() {
        return condition("be records, enums or sealed interfaces", type -> {
            boolean sealed = type.isInterface() && type.reflect().isSealed();
            return type.isRecord() || type.isEnum() || sealed ? Optional.empty() : Optional.of("is none of them");
        });
    }

    static ArchCondition<JavaClass> standInNullMarkedPackages() {
        return condition("stand in @NullMarked packages", type -> {
            JavaPackage home = type.getPackage();
            return home.isAnnotatedWith(NullMarked.class)
                    ? Optional.empty()
                    : Optional.of("stands in " + home.getName() + ", which has no package-info.java with @NullMarked");
        });
    }

    private static ArchCondition<JavaClass> condition(
            String description, Function<JavaClass, Optional<String>> breach) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                breach.apply(type)
                        .ifPresent(
                                what -> events.add(SimpleConditionEvent.violated(type, type.getName() + " " + what)));
            }
        };
    }
}
