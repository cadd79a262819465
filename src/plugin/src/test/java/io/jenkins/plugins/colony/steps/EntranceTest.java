package io.jenkins.plugins.colony.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.web.access.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a build acts for decides what its steps may do. */
class EntranceTest {
    private static Optional<String> refusal(Role role, String name, boolean person, boolean granted) {
        return Entrance.refusal(role, "colony/acme/shop/issue-7", name, person, granted);
    }

    @Test
    void aBuildThatActsForNobodyMayRead() {
        assertThat(refusal(Role.READ, "SYSTEM", false, false)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"OPERATE", "APPROVE"})
    void aBuildThatActsForNobodyDoesNothingElseWhateverItWasGranted(Role role) {
        assertThat(refusal(role, "SYSTEM", false, true))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("SYSTEM", "no person"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPersonNeedsThePermissionAlsoToRead(Role role) {
        assertThat(refusal(role, "ada", true, true)).isEmpty();
        assertThat(refusal(role, "ada", true, false)).isPresent();
    }

    @Test
    void saysWhichPermissionIsMissingAndWhere() {
        assertThat(refusal(Role.APPROVE, "ada", true, false))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("ada", "Approve", "colony/acme/shop/issue-7"));
    }
}
