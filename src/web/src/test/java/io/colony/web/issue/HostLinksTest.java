package io.colony.web.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.web.access.RequestGuard;
import io.colony.web.access.Visitor;
import io.colony.web.language.Words;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.layout.Surroundings;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostLinksTest {
    private static final String ADDRESS = "https://github.com/acme/shop";
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    private static final Show SHOW = new Show(new PageContext(
            "./",
            "",
            Words.english(),
            "auto",
            new Visitor("ada", Set.of()),
            new RequestGuard.Field("", ""),
            Surroundings.alone()));

    private final HostLinks links = new HostLinks(Optional.of(ADDRESS), SHOW);

    @Test
    void eachThingLeadsToItsPage() {
        assertThat(links.issue(7)).hasToString("<a href=\"" + ADDRESS + "/issues/7\">on the code host</a>");
        assertThat(links.pullRequest(21)).hasToString("<a href=\"" + ADDRESS + "/pull/21\">#21</a>");
        assertThat(links.branch("colony/7-c0ffee").toString())
                .contains("href=\"" + ADDRESS + "/tree/colony/7-c0ffee\"");
        assertThat(links.commit(SHA).toString()).contains("href=\"" + ADDRESS + "/commit/" + SHA + "\"");
        assertThat(links.file(SHA, "shop/cart.py", Optional.of(12)).toString())
                .contains("href=\"" + ADDRESS + "/blob/" + SHA + "/shop/cart.py#L12\"", "shop/cart.py:12");
        assertThat(links.person("ada")).hasToString("<a href=\"https://github.com/ada\">ada</a>");
    }

    @Test
    void aCodeHostWithoutPagesHasNoLinks() {
        HostLinks none = new HostLinks(Optional.empty(), SHOW);

        assertThat(none.issue(7).isEmpty()).isTrue();
        assertThat(none.commit(SHA).toString()).contains(SHA).doesNotContain("href");
        assertThat(none.person("ada")).hasToString("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b#c?d.py", "\"><script>.py", "%2e%2e/x", "javascript:alert(1)", "//evil.example/x"})
    void namesOfStrangersStayBelowTheRepository(String path) {
        String link = links.file(SHA, path, Optional.empty()).toString();

        assertThat(link)
                .matches("(?s)<a href=\"" + ADDRESS + "/blob/" + SHA + "/[A-Za-z0-9._*%/-]*\">.*")
                .doesNotContain("<script")
                .doesNotContain("/%2e%2e/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../evil/repo", "shop/../../../evil", "..", "./x", "shop/.."})
    void noNameLeadsOutOfTheRepository(String path) {
        assertThat(links.file(SHA, path, Optional.of(1)).toString())
                .doesNotContain("href")
                .contains(path + ":1");
        assertThat(links.branch(path).toString()).doesNotContain("href");
        assertThat(links.person("..").toString()).isEqualTo("..");
    }
}
