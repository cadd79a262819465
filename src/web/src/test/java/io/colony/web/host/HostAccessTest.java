package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.web.access.Access.Entry;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostAccessTest {
    private static final HttpServletRequest REQUEST = (HttpServletRequest) Proxy.newProxyInstance(
            HostAccessTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, values) -> null);

    @Test
    void aVisitorHasTheRolesThatJenkinsGrantsAndNoOther() {
        Set<Role> granted = Set.of(Role.READ, Role.APPROVE);
        assertThat(new HostAccess(() -> "ada", granted::contains, "Ask the administrator.").enter(REQUEST))
                .isEqualTo(new Entry.Admitted(new Visitor("ada", granted)));
    }

    @Test
    void whoeverMayDoSomethingButReadNothingStaysOutside() {
        Set<Role> granted = Set.of(Role.OPERATE, Role.TRANSCRIPT);
        assertThat(new HostAccess(() -> "ada", granted::contains, "Ask the administrator.").enter(REQUEST))
                .isInstanceOfSatisfying(
                        Entry.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(403));
    }
}
