package io.colony.engine.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotationTest {
    @ParameterizedTest
    @ValueSource(strings = {"@octocat look", "ask @org/team", "(@octocat)", "> @octocat"})
    void callsNobody(String words) {
        assertThat(Quotation.block(words)).doesNotContainPattern("@[a-z]");
        assertThat(Quotation.plain(words)).doesNotContainPattern("@[a-z]");
    }

    @Test
    void leavesAddressesAsTheyAre() {
        assertThat(Quotation.line("write to ann@example.org")).isEqualTo("write to ann@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fixes #12",
                "closes: acme/shop#7",
                "resolved GH-5",
                "Close https://github.com/acme/shop/issues/9",
                "FIXED https://github.com/acme/shop/pull/9"
            })
    void closesAndRefersToNoOtherIssue(String words) {
        String shown = Quotation.block(words);

        assertThat(shown)
                .doesNotContainPattern("#\\d")
                .doesNotContainPattern("GH-\\d")
                .doesNotContainPattern("(?i)(clos|fix|resolv)\\w*:?\\s+\\S*/(issues|pull)/\\d");
        assertThat(shown.replace("\u200b", "")).isEqualTo("> " + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Co-authored-by: A <a@b.c>", "signed-off-by: A", "Reviewed-and-tested-by: A", "Helped-By: A"})
    void namesNobodyAsHavingHadAPartInACommit(String trailer) {
        assertThat(Quotation.message("Adds it\n\n" + trailer)).isEqualTo("Adds it\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-", "-by", "cc ", "fix ", "[skip ", "@", "\n"})
    void aMessageOfAnyLengthIsRead(String words) {
        assertThat(Quotation.message(words.repeat(300_000 / words.length()))).endsWith("\n");
    }

    @Test
    void keepsATableRowInItsCells() {
        assertThat(Quotation.cell("a | b\nc `d` \\| e")).isEqualTo("a \\| b c 'd' \\\\\\| e");
    }

    @Test
    void codeCannotEndItsOwnFence() {
        String code = Quotation.code("one\n```\n````\n# two");

        assertThat(code).startsWith("`````\n").endsWith("\n`````");
    }

    @Test
    void showsInvisibleCharactersOfCode() {
        assertThat(Quotation.code("a\u202eb")).contains("a[U+202E]b");
    }
}
