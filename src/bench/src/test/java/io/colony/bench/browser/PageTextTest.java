package io.colony.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.bench.BenchException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTextTest {
    @Test
    void theStreamsAddressIsComposedAsThePagesScriptDoes() {
        assertThat(
                        page("<main id=\"main\" data-live=\"2000\" data-events=\"../../../events\" data-topics data-issue=\"a/b#3\">")
                                .events("/issues/a/b/3"))
                .isEqualTo("/events?issue=a%2Fb%233");
        assertThat(page("<main data-events=\"./events\" data-topics=\"issues,cost\" data-issue>")
                        .events("/board"))
                .isEqualTo("/events?topic=issues%2Ccost");
    }

    @Test
    void aPageThatIsNotKeptUpToDateIsRefused() {
        assertThatThrownBy(() -> page("<main id=\"main\">").events("/"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("data-topics");
    }

    @Test
    void theGreatestMarkCounts() {
        assertThat(page("mark-9 mark-12 mark-3").mark()).hasValue(12);
        assertThat(page("remark").mark()).isEmpty();
    }

    private static PageText page(String text) {
        return PageText.of(text.getBytes(StandardCharsets.UTF_8), false);
    }
}
