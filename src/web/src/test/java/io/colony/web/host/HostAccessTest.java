package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Access.Entry;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAccessTest {
    private static final HttpServletRequest REQUEST = (HttpServletRequest) Proxy.newProxyInstance(
            HostAccessTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, values) -> null);

    @Test
    void aVisitorHasTheRolesThatJenkinsGrantsAndNoOther() {
        Set<Role> granted = Set.of(Role.READ, Role.APPROVE);
        assertThat(new HostAccess(() -> "ada", (role, where) -> granted.contains(role), "Ask the administrator.")
                        .enter(REQUEST))
                .isEqualTo(new Entry.Admitted(new Visitor("ada", granted)));
    }

    @Test
    void whoeverMayDoSomethingButReadNothingStaysOutside() {
        Set<Role> granted = Set.of(Role.OPERATE, Role.TRANSCRIPT);
        assertThat(new HostAccess(() -> "ada", (role, where) -> granted.contains(role), "Ask the administrator.")
                        .enter(REQUEST))
                .isInstanceOfSatisfying(
                        Entry.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(403));
    }

    @ParameterizedTest
    @CsvSource({
        "/issues/acme/shop/7, acme/shop, 7",
        "/issues/acme/shop/7/runs/3, acme/shop, 7",
        "/api/v1/issues/acme/shop/7/actions, acme/shop, 7",
        "/repositories/acme/shop/ceiling, acme/shop,",
        "/api/v1/repositories/acme/shop, acme/shop,",
        "/, ,",
        "'', ,",
        "/issues, ,",
        "/issues/acme/shop, ,",
        "/issues/acme/shop/new, ,",
        "/issues/../x/7, ,",
        "/assets/issues/acme/shop/7, ,",
        "/workers/acme/shop/7, ,"
    })
    void anAddressSaysWhatItIsAbout(String path, @Nullable String repository, @Nullable String number) {
        assertThat(Where.of(path))
                .isEqualTo(Optional.ofNullable(repository)
                        .map(name -> new Where(
                                name, Optional.ofNullable(number).map(text -> IssueKey.parse(name + "#" + text)))));
    }
}
