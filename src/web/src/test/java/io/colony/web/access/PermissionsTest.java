package io.colony.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.config.PagesUser;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "open",
            value = {
                "/assets/colony.css, open",
                "/health/live, open",
                "/, READ",
                "/nowhere, READ",
                "/prometheus, READ",
                "/api/v1/webhooks, READ",
                "/issues/acme/shop/2, READ",
                "/issues/runs/gates/2, READ",
                "/api/v1/issues/runs/logs/2, READ",
                "/issues/acme/shop/2/runs/7, TRANSCRIPT",
                "/issues/acme/shop/2/gates/7, TRANSCRIPT",
                "/issues/issues/issues/2/gates/7, TRANSCRIPT",
                "/api/v1/issues/acme/shop/2/runs/7/transcript, TRANSCRIPT",
                "/api/v1/runs/7/transcript, TRANSCRIPT",
                "/repositories/runs/logs/actions/budget, READ",
                "/api/v1/repositories/runs/logs/actions/budget, READ",
                "/api/v1/tenants/log/actions/budget, READ",
                "/dispatch/actions/stop, READ",
                "/assetsx, READ",
                "/healthy, READ"
            })
    void anAddressTakesItsRole(String path, Role role) {
        assertThat(Permissions.toRead(path).orElse(null)).isEqualTo(role);
    }

    @ParameterizedTest
    @EnumSource(OperatorAction.class)
    void aDecisionAboutAChangeIsForApproversAndAllElseForOperators(OperatorAction action) {
        boolean decides = action == OperatorAction.APPROVE || action == OperatorAction.REQUEST_CHANGES;
        assertThat(Permissions.toDo(action)).isEqualTo(decides ? Role.APPROVE : Role.OPERATE);
    }

    @Test
    void theFileOfUsersKnowsTheSameRoles() {
        assertThat(Arrays.stream(Role.values()).map(Role::slug)).containsExactlyElementsOf(PagesUser.ROLES);
    }
}
