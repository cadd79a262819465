package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Views, their sentences and their help, without Jenkins. */
class ViewsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern SENTENCE = Pattern.compile("\\$\\{%([A-Za-z]+)[}(]");

    /** Written by the pages' own library, which escapes every text. */
    private static final String PAGES_OF_OUR_OWN = "${page.markup()}";

    static List<Path> views() throws IOException {
        return files(".jelly");
    }

    static List<Path> texts() throws IOException {
        return files(".properties").stream()
                .filter(file -> !file.toString().endsWith("_zh.properties"))
                .toList();
    }

    static List<Path> helps() throws IOException {
        return files(".html");
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewEscapesAndBringsNoScriptOrStyle(Path view) throws Exception {
        assertThat(Files.readString(view)).startsWith("<?jelly escape-by-default='true'?>");
        NodeList elements = parse(Files.readString(view)).getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(element.getTagName()).as("element of %s", view).isNotIn("style", "st:adjunct");
            assertThat(element.getTagName().equals("script")
                            && element.getAttribute("src").isEmpty())
                    .as("a script in %s itself", view)
                    .isFalse();
            assertThat(element.getTagName().equals("j:out")
                            && !element.getAttribute("value").equals(PAGES_OF_OUR_OWN))
                    .as("%s puts out what may be no markup", view)
                    .isFalse();
            NamedNodeMap attributes = element.getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                assertThat(attributes.item(j).getNodeName())
                        .as("attribute of <%s> in %s", element.getTagName(), view)
                        .isNotEqualTo("style")
                        .doesNotStartWith("on");
                assertThat(attributes.item(j).getNodeValue()).doesNotContain("javascript:");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewHasEachOfItsSentencesInBothLanguages(Path view) throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher matcher = SENTENCE.matcher(Files.readString(view));
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        Path english = beside(view, ".properties");
        assertThat(Files.exists(english) ? keys(english) : Set.of()).isEqualTo(used);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everySentenceIsThereInChinese(Path english) throws IOException {
        Path chinese = beside(english, "_zh.properties");
        assertThat(keys(chinese)).isEqualTo(keys(english));
        for (Path file : List.of(english, chinese)) {
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(Files.readString(file)))
                    .as("%s is ASCII, as Jenkins reads it", file)
                    .isTrue();
            assertThat(load(file).values()).noneMatch(text -> text.toString().isBlank());
        }
        Properties original = load(english);
        Properties translated = load(chinese);
        original.stringPropertyNames()
                .forEach(key -> assertThat(places(translated.getProperty(key)))
                        .as(key)
                        .isEqualTo(places(original.getProperty(key))));
    }

    @ParameterizedTest
    @MethodSource("views")
    void eachFieldHasHelpInBothLanguages(Path view) throws Exception {
        NodeList elements = parse(Files.readString(view)).getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            String field = ((Element) elements.item(i)).getAttribute("field");
            if (!field.isEmpty()) {
                assertThat(view.resolveSibling("help-" + field + ".html")).exists();
                assertThat(view.resolveSibling("help-" + field + "_zh.html")).exists();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("helps")
    void helpIsWellFormed(Path help) throws Exception {
        assertThat(parse(Files.readString(help)).getTagName()).isEqualTo("div");
    }

    private static Element parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceAll("[.][a-z]+$", "") + ending);
    }

    private static Set<String> keys(Path file) throws IOException {
        return new TreeSet<>(load(file).stringPropertyNames());
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        return properties;
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
