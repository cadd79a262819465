package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.web.access.RequestGuard;
import io.colony.web.access.RequestGuard.Field;
import io.colony.web.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrumbGuardTest {
    private static final Visitor ADA = new Visitor("ada", Set.of());
    private static final Field OWN = new Field("token", "own");
    private static final HttpServletRequest REQUEST =
            new HttpServletRequestWrapper((HttpServletRequest) Proxy.newProxyInstance(
                    CrumbGuardTest.class.getClassLoader(),
                    new Class<?>[] {HttpServletRequest.class},
                    (proxy, method, values) -> null));

    /** Lets nothing in. */
    private static final RequestGuard STRICT = new RequestGuard() {
        @Override
        public Field field(HttpServletRequest request, Visitor visitor) {
            return OWN;
        }

        @Override
        public boolean meant(HttpServletRequest request, Visitor visitor) {
            return false;
        }
    };

    @Test
    void formsCarryTheCrumbThatJenkinsChecks() {
        Field crumb = new Field("Jenkins-Crumb", "c0ffee");
        CrumbGuard guard = new CrumbGuard(request -> Optional.of(crumb), STRICT);
        assertThat(guard.field(REQUEST, ADA)).isEqualTo(crumb);
        assertThat(guard.meant(REQUEST, ADA)).isTrue();
    }

    @Test
    void formsCarryOurOwnTokenWhereJenkinsChecksNothing() {
        CrumbGuard guard = new CrumbGuard(request -> Optional.empty(), STRICT);
        assertThat(guard.field(REQUEST, ADA)).isEqualTo(OWN);
        assertThat(guard.meant(REQUEST, ADA)).isFalse();
    }
}
