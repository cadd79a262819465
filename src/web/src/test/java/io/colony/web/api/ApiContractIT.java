package io.colony.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.colony.web.SampleServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the running servlet answers is what {@code docs/openapi.yaml} says it answers. */
class ApiContractIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode DOCUMENT = ApiDocument.read();

    /** What stands for the names of addresses. */
    private static final Map<String, String> SAMPLES =
            Map.of("owner", "acme", "name", "shop", "number", "2", "run", "2");

    private static SampleServer sample;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleServer.filled("");
    }

    @AfterAll
    static void stop() throws Exception {
        sample.close();
    }

    static Stream<Endpoint> endpoints() {
        return SampleApi.endpoints().stream();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void answersAreOfTheDescribedForm(Endpoint endpoint) throws Exception {
        HttpResponse<String> answer = get(address(endpoint));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(problems(described(endpoint).at("/responses/200/content/application~1json/schema"), answer.body()))
                .isEmpty();
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.isEmpty()).as("the sample has something to show").isFalse();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void whatIsNotDescribedIsRefusedInTheDescribedForm(Endpoint endpoint) throws Exception {
        HttpResponse<String> answer = get(address(endpoint) + "?nobody=knows");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(problems(
                        DOCUMENT.at("/components/responses/Problem/content/application~1json/schema"), answer.body()))
                .isEmpty();
        assertThat(answer.body()).contains("'nobody'");
    }

    @Test
    void anAnswerOfAnotherFormIsSeen() {
        JsonNode schema = DOCUMENT.at("/paths/~1api~1v1~1overview/get/responses/200/content/application~1json/schema");

        assertThat(problems(schema, "{\"waiting\": \"two\"}")).isNotEmpty();
    }

    private static JsonNode described(Endpoint endpoint) {
        return DOCUMENT.path("paths").path("/" + endpoint.address()).path("get");
    }

    private static String address(Endpoint endpoint) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher("/" + endpoint.address())
                .replaceAll(name -> SAMPLES.getOrDefault(name.group(1), "missing"));
    }

    private static List<Error> problems(JsonNode schema, String json) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", DOCUMENT.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(json, InputFormat.JSON);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(sample.address(path)).build(), BodyHandlers.ofString());
    }
}
