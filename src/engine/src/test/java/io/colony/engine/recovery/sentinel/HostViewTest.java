package io.colony.engine.recovery.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.recovery.sentinel.HostView.Hosted;
import io.colony.engine.recovery.sentinel.HostView.Listed;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostViewTest {
    private static final Repository REPOSITORY =
            new Repository(1, 1, "github", "acme/app", "main", "none", JsonNodeFactory.instance.objectNode());

    @Test
    void keepsOfTheOpenIssuesOfStrangersNothing() {
        HostView view = new HostView(queries(), Map.of("github", host()), "colony");

        List<Hosted> hosted = view.read(Instant.parse("2026-01-05T12:00:00Z"));

        assertThat(hosted.getFirst().open())
                .containsOnly(Map.entry(new IssueKey("acme/app", 7), new Listed("ann", List.of("colony"))));
    }

    private static SentinelQueries queries() {
        return (SentinelQueries) Proxy.newProxyInstance(
                SentinelQueries.class.getClassLoader(),
                new Class<?>[] {SentinelQueries.class},
                (self, method, values) -> method.getName().equals("repositories") ? List.of(REPOSITORY) : List.of());
    }

    /** A thousand issues, of which somebody labelled one. */
    private static Forge host() {
        return (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(),
                new Class<?>[] {Forge.class},
                (self, method, values) -> IntStream.range(0, 1_000)
                        .mapToObj(number -> new ForgeIssue(
                                new IssueKey("acme/app", number + 1),
                                "A title",
                                "x".repeat(60_000),
                                number == 6 ? "ann" : "joe",
                                true,
                                List.of(number == 6 ? "colony" : "bug"))));
    }
}
