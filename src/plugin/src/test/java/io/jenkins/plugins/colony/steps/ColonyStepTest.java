package io.jenkins.plugins.colony.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.steps.ColonyStep.Need;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a build acts for decides what its steps may do. */
class ColonyStepTest {
    private static final IssueKey ISSUE = IssueKey.parse("acme/shop#7");

    @Test
    void aBuildThatActsForNobodyMayRead() {
        assertThat(Need.of(Role.READ, ISSUE).refusal("SYSTEM", false, false)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"OPERATE", "APPROVE"})
    void aBuildThatActsForNobodyDoesNothingElseWhateverItWasGranted(Role role) {
        assertThat(Need.of(role, ISSUE).refusal("SYSTEM", false, true))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("SYSTEM", "no person"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPersonNeedsThePermissionAlsoToRead(Role role) {
        assertThat(Need.of(role, ISSUE).refusal("ada", true, true)).isEmpty();
        assertThat(Need.of(role, ISSUE).refusal("ada", true, false)).isPresent();
    }

    @Test
    void saysWhichPermissionIsMissingAndWhere() {
        assertThat(Need.of(Role.APPROVE, ISSUE).refusal("ada", true, false))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("ada", "Approve", "colony/acme/shop/issue-7"));
    }
}
