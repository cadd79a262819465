package io.colony.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GrafanaBoardTest {
    /** What Prometheus adds to each series when it takes it. */
    private static final Set<String> ADDED = Set.of("job", "instance");

    private static final Set<String> WORDS =
            Set.of("sum", "max", "min", "by", "rate", "increase", "topk", "histogram_quantile");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_][a-z0-9_]*)\\{([^}]*)\\}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=|!=|=~|!~)\"[^\"]*\"");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    @Test
    void everyExpressionUsesDocumentedNamesAndLabels() throws IOException {
        Map<String, MetricsDocument.Entry> documented = MetricsDocument.entries();
        Set<String> used = new HashSet<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                used.addAll(check(target.path("expr").asText(), documented));
            }
        }

        assertThat(documented.keySet().stream().filter(name -> name.startsWith("colony_")))
                .as("all of Colony's own metrics are on the board")
                .isSubsetOf(used);
    }

    /** The families that an expression is about. */
    private static Set<String> check(String expression, Map<String, MetricsDocument.Entry> documented) {
        assertThat(expression).isNotBlank();
        Set<String> families = new HashSet<>();
        Set<String> labels = new HashSet<>(ADDED);
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
            String family = family(selector.group(1), documented)
                    .orElseThrow(() -> new AssertionError("not documented, in " + expression));
            families.add(family);
            labels.addAll(Objects.requireNonNull(documented.get(family)).labels());
            if (selector.group(1).endsWith("_bucket")) {
                labels.add("le");
            }
            Matcher matcher = MATCHER.matcher(selector.group(2));
            while (matcher.find()) {
                assertThat(labels).as(expression).contains(matcher.group(1));
            }
            assertThat(MATCHER.matcher(selector.group(2)).replaceAll(""))
                    .as(expression)
                    .matches("[, ]*");
        }
        assertThat(families).as(expression).isNotEmpty();
        Matcher rest = NAME.matcher(selector.reset().replaceAll("").replaceAll("\\[\\d+[mhd]\\]", ""));
        while (rest.find()) {
            assertThat(WORDS.contains(rest.group()) || labels.contains(rest.group()))
                    .as("%s in %s", rest.group(), expression)
                    .isTrue();
        }
        return families;
    }

    private static Optional<String> family(String series, Map<String, MetricsDocument.Entry> documented) {
        return List.of("", "_bucket", "_count", "_sum").stream()
                .filter(series::endsWith)
                .map(suffix -> series.substring(0, series.length() - suffix.length()))
                .filter(documented::containsKey)
                .findFirst();
    }

    @Test
    void hasTheRowsThatPeopleLookFor() throws IOException {
        List<String> rows = new ArrayList<>();
        board().path("panels").forEach(panel -> {
            if (panel.path("type").asText().equals("row")) {
                rows.add(panel.path("title").asText());
            }
        });

        assertThat(rows).containsExactly("Flow", "Queue", "Money", "People", "Health");
    }

    @Test
    void everyPanelHasItsIdTitleUnitAndPlace() throws IOException {
        Set<Integer> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : board().path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as("%s", panel).isTrue();
            assertThat(titles.add(panel.path("title").asText())).as("%s", panel).isTrue();
            assertThat(panel.path("title").asText()).isNotBlank();
            JsonNode place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(x).isLessThan(24);
                    assertThat(cells.add(x + " " + y))
                            .as("%s lies on another", panel.path("title"))
                            .isTrue();
                }
            }
        }
        for (JsonNode panel : panels()) {
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as("%s", panel)
                    .isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).isNotEmpty();
        }
        assertThat(board().path("uid").asText()).isEqualTo("colony");
    }

    /** All but rows. */
    private static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        board().path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    private static JsonNode board() throws IOException {
        return new ObjectMapper()
                .readTree(MetricsDocument.DOCS.resolve("grafana/colony.json").toFile());
    }
}
