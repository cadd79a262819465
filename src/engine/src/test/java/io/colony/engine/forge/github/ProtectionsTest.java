package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge.Protection;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectionsTest {
    private static final String NOT_PROTECTED = "{\"message\":\"Branch not protected\"}";
    private static final String RULES = "[{\"type\":\"required_status_checks\",\"ruleset_id\":5,\"parameters\":"
            + "{\"required_status_checks\":[{\"context\":\"build\"}]}},{\"type\":\"deletion\",\"ruleset_id\":6}]";

    private final Scripted github = new Scripted();

    private Protection protection() {
        Identity ops = new Identity(
                "ops", new Token(Secret.of(Scripted.TOKEN)), github.parts(), github, GitHubSettings.DEFAULT);
        return new Protections(new Accounts(ops, ops)).of("acme/app", "main");
    }

    @Test
    void aBranchWithoutProtectionIsKnownToHaveNone() {
        github.then(200, "[]").then(404, NOT_PROTECTED);

        assertThat(protection()).isEqualTo(new Protection.Known(List.of(), false));
    }

    @ParameterizedTest
    @CsvSource({"404, Not Found", "403, Resource not accessible by personal access token"})
    void whatMayNotBeSeenIsNotTakenForNothing(int status, String words) {
        github.then(200, "[]").then(status, "{\"message\":\"" + words + "\"}");

        assertThat(protection())
                .isInstanceOfSatisfying(
                        Protection.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains(words));
    }

    @ParameterizedTest
    @CsvSource({"always, true", "pull_requests_only, true", "never, false"})
    void asksARulesetWhetherItHoldsForWhoMerges(String may, boolean bypass) {
        github.then(200, RULES)
                .then(200, "{\"id\":5,\"current_user_can_bypass\":\"" + may + "\"}")
                .then(404, NOT_PROTECTED);

        assertThat(protection()).isEqualTo(new Protection.Known(List.of("build"), bypass));
    }

    @Test
    void aRulesetThatDoesNotSayIsNotTakenForOneThatHolds() {
        github.then(200, RULES).then(200, "{\"id\":5}").then(200, "{\"login\":\"colony-ops\"}");

        assertThat(protection()).isInstanceOf(Protection.Unknown.class);
    }

    @Test
    void anAdministratorIsOnlyHeldToItWhereAdministratorsAre() {
        String guard = "{\"required_status_checks\":{\"contexts\":[\"b\",\"a\"]},\"enforce_admins\":{\"enabled\":%s}}";
        github.then(200, "[]")
                .then(200, guard.formatted("false"))
                .then(200, "{\"permissions\":{\"admin\":true}}")
                .then(200, "[]")
                .then(200, guard.formatted("true"))
                .then(200, "{\"permissions\":{\"admin\":true}}");

        assertThat(protection()).isEqualTo(new Protection.Known(List.of("a", "b"), true));
        assertThat(protection()).isEqualTo(new Protection.Known(List.of("a", "b"), false));
    }

    @Test
    void aHostThatCannotBeAskedIsAskedAgain() {
        github.then(503, "").then(503, "").then(503, "");

        assertThatThrownBy(this::protection).isInstanceOf(ForgeException.class);
    }
}
