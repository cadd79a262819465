package io.colony.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.documentation.Document.Block;
import io.colony.documentation.Document.Piece;
import io.colony.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Questions in SQL that the pages show are ones that the store's present schema answers. */
class StatementsIT {
    @Test
    void theStoreAnswersTheQuestions() throws SQLException {
        List<String> questions = Pages.forPeople().stream()
                .flatMap(page -> Stream.concat(inBlocks(page), inText(page)))
                .toList();
        assertThat(questions).hasSizeGreaterThan(4);

        try (TestDatabase store = TestDatabase.create();
                Connection connection = store.connect()) {
            for (String question : questions) {
                ask(connection, question);
            }
        }
    }

    @Test
    void aColumnThatIsGoneIsFound() throws SQLException {
        try (TestDatabase store = TestDatabase.create();
                Connection connection = store.connect()) {
            assertThatThrownBy(() -> ask(connection, "select no_such_column from issues"))
                    .hasMessageContaining("no_such_column");
        }
    }

    private static void ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("explain " + question);
        }
    }

    private static Stream<String> inBlocks(Document page) {
        return page.blocks().stream()
                .filter(block -> block.language().equals("sql") && !BlockChecks.isUnchecked(block))
                .map(Block::text)
                .flatMap(text -> Stream.of(text.split(";\\s*", -1)))
                .filter(statement -> !statement.isBlank());
    }

    private static Stream<String> inText(Document page) {
        return page.spans().stream()
                .map(Piece::text)
                .filter(text -> text.startsWith("select ") && !text.contains("…"))
                .map(text -> text.replaceAll("(?<!:):[a-z]+", "null"));
    }
}
