package io.colony.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.documentation.Document.Block;
import io.colony.documentation.Document.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people copy from README and docs is taken by the programs that it is for, and what pages name is there. */
class DocumentationTest {
    private static final List<Document> PAGES = Pages.forPeople();
    private static final List<Piece> SPANS =
            PAGES.stream().flatMap(page -> page.spans().stream()).toList();

    @TempDir
    Path directory;

    @Test
    void everyBlockIsTakenByWhatItIsFor() throws IOException {
        BlockChecks checks = new BlockChecks(directory);
        List<String> problems = new ArrayList<>();
        for (Block block : blocks()) {
            problems.addAll(checks.problems(block));
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void theListOfBlocksThatNothingChecksIsExact() {
        assertThat(blocks().stream().filter(BlockChecks::isUnchecked).map(BlockChecks::key))
                .containsExactlyInAnyOrderElementsOf(BlockChecks.UNCHECKED.keySet());
    }

    @Test
    void theProgramsTakeTheCommandLinesOfRunningText() {
        assertThat(PAGES.stream()
                        .flatMap(page -> CommandSpans.of(page).stream())
                        .flatMap(span -> CommandSpans.problem(span).stream()))
                .isEmpty();
    }

    @Test
    void everyCommandIsDescribed() {
        String text = PAGES.stream()
                .flatMap(page -> Stream.concat(CommandSpans.of(page).stream().map(Piece::text), blocks(page)))
                .collect(Collectors.joining("\n"));

        assertThat(CommandTree.commands().filter(command -> !text.contains(command)))
                .isEmpty();
    }

    @Test
    void examplesInTheHelpAreTaken() {
        List<Piece> examples = CommandTree.examples();
        assertThat(examples).hasSizeGreaterThan(50);

        assertThat(examples.stream().flatMap(example -> CommandSpans.problem(example).stream()))
                .isEmpty();
    }

    @Test
    void everyCommandIsSummedUpInOneSentence() {
        assertThat(CommandTree.summaries().filter(summary -> !summary.endsWith(".")))
                .isEmpty();
    }

    @Test
    void jsonOfRunningTextIsJson() {
        assertThat(SPANS.stream().filter(JsonBlocks::isJson).flatMap(span -> JsonBlocks.problems(span).stream()))
                .isEmpty();
    }

    @Test
    void linksLeadSomewhere() {
        List<Document> all = Pages.all();
        Links links = new Links(all);

        assertThat(all.stream().flatMap(page -> links.problems(page).stream())).isEmpty();
    }

    @Test
    void filesAndTestsThatAreNamedAreThere() {
        assertThat(SPANS.stream().flatMap(span -> NamedFiles.problem(span).stream()))
                .isEmpty();
    }

    @Test
    void settingsAndVariablesThatAreNamedAreThere() {
        assertThat(SPANS.stream().flatMap(span -> NamedSettings.problem(span).stream()))
                .isEmpty();
    }

    private static List<Block> blocks() {
        return PAGES.stream().map(Document::blocks).flatMap(List::stream).toList();
    }

    private static Stream<String> blocks(Document page) {
        return page.blocks().stream().map(Block::text);
    }
}
