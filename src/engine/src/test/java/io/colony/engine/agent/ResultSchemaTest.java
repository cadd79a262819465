package io.colony.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSchemaTest {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Path PUBLISHED = Path.of("../../docs/schemas");

    @Test
    void publishesExactlyTheSchemasItChecksWith() throws IOException {
        for (ResultSchema schema : ResultSchema.all()) {
            Path copy = PUBLISHED.resolve(schema.name() + ".schema.json");
            assertThat(MAPPER.readTree(Files.readString(copy)))
                    .as(copy.toString())
                    .isEqualTo(schema.document());
        }
        try (Stream<Path> files = Files.list(PUBLISHED)) {
            // The notice's is checked where notices are made.
            assertThat(files.filter(file -> !file.endsWith("notice.schema.json")))
                    .hasSize(ResultSchema.all().size());
        }
    }

    @Test
    void findsASchemaByName() {
        assertThat(ResultSchema.named("verdict")).hasValue(ResultSchema.VERDICT);
        assertThat(ResultSchema.named("opinion")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "analysis~{'outcome':'planned','summary':'s','plan':['a'],'acceptance_criteria':['b']}",
                "analysis~{'outcome':'dependent','summary':'s','depends_on':['owner/repo#1']}",
                "development~{'outcome':'nothing-to-do','summary':'s'}",
                "development~{'outcome':'submitted','summary':'s','claims':[{'claim':'c','files':[{'path':'p','sha256':"
                        + "'0000000000000000000000000000000000000000000000000000000000000000'}]}]}",
                "verdict~{'verdict':'APPROVE','summary':'s','findings':[],'criteria':[{'criterion':'c','status':'met'}]}",
                "verdict~{'verdict':'PARTIAL','summary':'s','findings':[{'severity':'nit','file':'f','line':1,'message':'m'}],"
                        + "'criteria':[],'action_items':['x'],'confidence_flags':[]}",
                "resolution~{'resolutions':[{'index':0,'lines':['', 'x'],'confidence':0.8,'reason':'r'}]}"
            })
    void acceptsWhatTheStagesEndWith(String schema, String document) throws JsonProcessingException {
        assertThat(problems(schema, document)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "analysis~{'outcome':'done','summary':'s'}~/outcome",
                "analysis~{'outcome':'planned','summary':'s','next_state':'done'}~next_state",
                "analysis~{'outcome':'planned'}~summary",
                "development~{'outcome':'submitted','summary':'s'}~claims",
                "development~{'outcome':'submitted','summary':'s','claims':[]}~/claims",
                "development~{'outcome':'submitted','summary':'s','claims':[{'claim':'c','files':[{'path':'p','sha256':'1'}]}]}"
                        + "~/claims/0/files/0/sha256",
                "verdict~{'verdict':'approve','summary':'s','findings':[],'criteria':[]}~/verdict",
                "verdict~{'verdict':'APPROVE','summary':'s','findings':[]}~criteria",
                "resolution~{'resolutions':[{'index':0,'lines':[],'confidence':1.5}]}~/resolutions/0/confidence",
                "resolution~[]~document",
                "resolution~{'resolutions':[{'index':0,'lines':[],'confidence':1e-1000}]}~more than 40 digits",
                "resolution~{'resolutions':[{'index':10000001,'lines':[],'confidence':0}]}~/resolutions/0/index",
                "verdict~{'verdict':'PARTIAL','summary':'s','findings':[{'severity':'nit','line':10000001,'message':'m'}],"
                        + "'criteria':[]}~/findings/0/line",
                "verdict~{'verdict':'PARTIAL','summary':'s','findings':[{'severity':'nit','line':1e9999,'message':'m'}],"
                        + "'criteria':[]}~more than 40 digits"
            })
    void saysWhatIsWrongAndWhere(String schema, String document, String place) throws JsonProcessingException {
        assertThat(problems(schema, document))
                .isNotEmpty()
                .anySatisfy(problem -> assertThat(problem).contains(place));
    }

    /** Of the low 64 bits of this one, a comparison with 1 sees a positive number. */
    @Test
    void refusesANumberThatTheStoreGivesBackInAFormThatNobodyReads() throws JsonProcessingException {
        String line = "1" + "0".repeat(988) + "1e62";

        assertThat(problems(
                        "verdict",
                        "{'verdict':'PARTIAL','summary':'s','findings':[{'severity':'nit','line':" + line
                                + ",'message':'m'}],'criteria':[]}"))
                .isNotEmpty();
    }

    @Test
    void boundsEveryTextListAndNumberOfADocument() {
        List<String> unbounded = new ArrayList<>();
        ResultSchema.all().forEach(schema -> collectUnbounded(schema.name(), schema.document(), unbounded));

        assertThat(unbounded).isEmpty();
    }

    private static void collectUnbounded(String place, JsonNode schema, List<String> unbounded) {
        boolean bounded = switch (schema.path("type").asText()) {
            case "string" ->
                schema.has("maxLength") || schema.path("pattern").asText().matches(".*[{][0-9,]+[}][$]");
            case "array" -> schema.has("maxItems");
            case "integer", "number" -> schema.has("minimum") && schema.has("maximum");
            default -> true;
        };
        if (!bounded) {
            unbounded.add(place);
        }
        schema.path("properties")
                .propertyStream()
                .forEach(each -> collectUnbounded(place + "/" + each.getKey(), each.getValue(), unbounded));
        if (schema.has("items")) {
            collectUnbounded(place + "/items", schema.path("items"), unbounded);
        }
    }

    @Test
    void takesNoDocumentThatIsTooLargeAlthoughEachPartOfItIsNot() throws JsonProcessingException {
        String file = "{'path':'a','sha256':'" + "0".repeat(64) + "'}";
        String claim = "{'claim':'c','files':[" + String.join(",", Collections.nCopies(1000, file)) + "]}";
        String few = "{'outcome':'submitted','summary':'s','claims':[" + String.join(",", Collections.nCopies(5, claim))
                + "]}";
        String many = "{'outcome':'submitted','summary':'s','claims':["
                + String.join(",", Collections.nCopies(200, claim)) + "]}";

        assertThat(problems("development", few)).isEmpty();
        assertThat(problems("development", many))
                .singleElement()
                .asString()
                .endsWith("characters, and at most 524288 are taken");
    }

    @Test
    void isBriefAboutWhatAnAgentMadeLong() throws JsonProcessingException {
        assertThat(problems("analysis", "{'outcome':'planned','summary':'s','" + "x".repeat(10_000) + "':1}"))
                .singleElement()
                .asString()
                .hasSizeLessThan(500);
    }

    @Test
    void givesACopyThatNobodyCanBend() {
        JsonNode copy = ResultSchema.ANALYSIS.document();
        ((com.fasterxml.jackson.databind.node.ObjectNode) copy).removeAll();

        assertThat(ResultSchema.ANALYSIS.document().isEmpty()).isFalse();
    }

    private static List<String> problems(String schema, String document) throws JsonProcessingException {
        return ResultSchema.named(schema).orElseThrow().problems(MAPPER.readTree(document.replace('\'', '"')));
    }
}
