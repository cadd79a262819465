package io.colony.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.web.access.Role;
import io.colony.web.act.ActRoutes;
import io.colony.web.exchange.AddressPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds {@code docs/openapi.yaml} against what the servlet has. With {@code -Dcolony.openapi=write} its schemas are made
 * anew from the records; paths and their texts are written by hand.
 */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyAddressIsDescribedAndNoOther() {
        List<String> described = new ArrayList<>();
        ApiDocument.read().path("paths").properties().forEach(path -> {
            if (path.getValue().has("get") && path.getKey().startsWith("/api/v1/")) {
                described.add(path.getKey());
            }
        });

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(SampleApi.endpoints().stream()
                        .map(endpoint -> "/" + endpoint.address())
                        .toList());
    }

    @Test
    void everyCommandIsDescribedAndNoOther() {
        List<String> described = new ArrayList<>();
        ApiDocument.read().path("paths").properties().forEach(path -> {
            JsonNode post = path.getValue().path("post");
            if (!post.isMissingNode() && path.getKey().startsWith("/api/v1/")) {
                described.add(path.getKey());
                assertThat(post.path("summary").asText()).isNotBlank().endsWith(".");
                assertThat(named(post, "header")).containsExactly("Idempotency-Key");
                assertThat(named(post, "path"))
                        .isEqualTo(new TreeSet<>(
                                AddressPattern.of(path.getKey().substring(1)).names()));
                assertThat(post.at("/responses/409/description").asText()).isNotBlank();
            }
        });

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(ActRoutes.addresses().stream()
                        .map(AddressPattern::template)
                        .filter(template -> template.startsWith("api/"))
                        .map(template -> "/" + template)
                        .toList());
    }

    static Stream<Endpoint> endpoints() {
        return SampleApi.endpoints().stream();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void parametersRolesAndAnswersAreDescribedAsTheyAre(Endpoint endpoint) {
        JsonNode get =
                ApiDocument.read().path("paths").path("/" + endpoint.address()).path("get");

        assertThat(named(get, "query")).isEqualTo(new TreeSet<>(endpoint.parameters()));
        assertThat(named(get, "path"))
                .isEqualTo(new TreeSet<>(endpoint.address().names()));
        assertThat(get.path("summary").asText()).isNotBlank().endsWith(".");
        assertThat(get.path("x-role").asText(Role.READ.slug()))
                .isEqualTo(endpoint.role().slug());
        Map<String, Object> each = new RecordSchemas().of(endpoint.answer());
        assertThat(get.at("/responses/200/content/application~1json/schema"))
                .isEqualTo(JSON.valueToTree(endpoint.many() ? Map.of("type", "array", "items", each) : each));
        assertThat(get.at("/responses/default/$ref").asText()).isEqualTo("#/components/responses/Problem");
    }

    @Test
    void schemasAreThoseOfTheRecords() {
        RecordSchemas schemas = new RecordSchemas();
        SampleApi.endpoints().forEach(endpoint -> schemas.of(endpoint.answer()));
        if (Optional.ofNullable(System.getProperty("colony.openapi"))
                .filter("write"::equals)
                .isPresent()) {
            ApiDocument.write(schemas.all());
        }

        assertThat((Object) ApiDocument.read().at("/components/schemas"))
                .as("make them anew: ./mvnw -pl src/web -am test -Dtest=OpenApiTest -Dcolony.openapi=write")
                .isEqualTo(JSON.valueToTree(schemas.all()));
    }

    /** Shared parameters are looked up where they are written down. */
    private static Set<String> named(JsonNode get, String place) {
        Set<String> names = new TreeSet<>();
        get.path("parameters").forEach(parameter -> {
            JsonNode described = parameter.has("$ref")
                    ? ApiDocument.read().at(parameter.path("$ref").asText().substring(1))
                    : parameter;
            if (described.path("in").asText().equals(place)) {
                names.add(described.path("name").asText());
            }
        });
        return names;
    }
}
