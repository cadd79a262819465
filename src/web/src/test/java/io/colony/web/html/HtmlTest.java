package io.colony.web.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Property
    void noTextEverBecomesMarkup(@ForAll @From("hostile") String text) {
        String inner = inner(Html.tag("p", text).toString(), "<p>", "</p>");

        assertThat(inner).doesNotContain("<", ">", "\"", "'");
        assertThat(unescape(inner)).isEqualTo(VisibleText.of(text));
    }

    @Property
    void aDocumentIsTheMarkupInUtf8(@ForAll @From("hostile") String text) {
        Html page = Html.tag("p", Html.attribute("title", text), text, Html.tag("b", text));

        assertThat(new String(page.document(), StandardCharsets.UTF_8)).isEqualTo("<!doctype html>\n" + page);
    }

    @Property
    void noAttributeValueLeavesItsQuotes(@ForAll @From("hostile") String text) {
        String markup = Html.tag("p", Html.attribute("title", "x" + text)).toString();

        assertThat(inner(markup, "<p title=\"", "\"></p>")).doesNotContain("<", ">", "\"");
    }

    @Property
    void nothingIsHiddenFromTheReader(@ForAll @From("hostile") String text) {
        assertThat(VisibleText.of(text).codePoints())
                .noneMatch(codePoint -> Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\t')
                .noneMatch(codePoint -> Character.getType(codePoint) == Character.FORMAT && codePoint != 0x200D)
                .noneMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
    }

    @Test
    void partsStandInTheirOrderAndAttributesFirst() {
        Html inner = Html.all("a<", Html.tag("br"), 3, Html.each(List.of("x", "y"), each -> Html.tag("b", each)));

        assertThat(Html.tag("p", Html.id("i"), inner, Html.EMPTY, "end"))
                .hasToString("<p id=\"i\">a&lt;<br>3<b>x</b><b>y</b>end</p>");
        assertThat(Html.all(Html.EMPTY, "").isEmpty()).isTrue();
        assertThat(Html.tag("br", Html.EMPTY)).hasToString("<br>");
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "<script>",
                "</p>",
                "\" onload=\"x",
                "' x='",
                "&lt;",
                "&#60;",
                "javascript:",
                "\u0000",
                "\u001b[31m",
                "\u202e",
                "\u200b",
                "\ufeff",
                "\u2028",
                "\ud800",
                "\udb40\udc41",
                "\r\n",
                "\r",
                "\t",
                "é",
                "漢",
                "👩\u200d💻");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().all().ofMaxLength(8))
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Test
    void showsControlCharactersAsWhatTheyAre() {
        assertThat(VisibleText.of("a\u001b[31m\u202eb\r\nc")).isEqualTo("a⟦U+001B⟧[31m⟦U+202E⟧b\nc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", " JavaScript:x", "data:text/html,x", "vbscript:x", "java\nscript:x"})
    void refusesAddressesThatRunCode(String address) {
        assertThatThrownBy(() -> Html.href(address)).hasMessageContaining("no address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./", "../../issues/a/b/1", "?before=3", "#main", "https://example.org/x:y"})
    void takesOrdinaryAddresses(String address) {
        assertThat(Html.tag("a", Html.href(address)).toString()).startsWith("<a href=\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "style", "srcdoc", "x y", "a=\"b"})
    void refusesAttributesThatCarryCode(String name) {
        assertThatThrownBy(() -> Html.attribute(name, "x")).hasMessageContaining("no attribute");
    }

    @Test
    void refusesTextInsideAScript() {
        assertThatThrownBy(() -> Html.tag("script", "alert(1)")).hasMessageContaining("takes no content");
    }

    private static String inner(String markup, String before, String after) {
        assertThat(markup).startsWith(before).endsWith(after);
        return markup.substring(before.length(), markup.length() - after.length());
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
