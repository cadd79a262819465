package io.colony.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
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
                "resolution~[]~document"
            })
    void saysWhatIsWrongAndWhere(String schema, String document, String place) throws JsonProcessingException {
        assertThat(problems(schema, document))
                .isNotEmpty()
                .anySatisfy(problem -> assertThat(problem).contains(place));
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
