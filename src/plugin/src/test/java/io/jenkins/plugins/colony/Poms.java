package io.jenkins.plugins.colony;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The two builds of the plugin, as they are written. */
final class Poms {
    static final String OPTIONAL = ";resolution:=optional";

    private static final Set<String> BUNDLED = Set.of("colony-engine", "colony-web");

    private final Element project;

    private Poms(String file) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(file));
        this.project = document.getDocumentElement();
    }

    static Poms central() throws Exception {
        return new Poms("pom-central.xml");
    }

    static Poms official() throws Exception {
        return new Poms("pom.xml");
    }

    /** The jars that the plugin may bring, without versions. */
    static List<String> bundledJars() throws IOException {
        return Files.readAllLines(Path.of("bundled-jars.txt"));
    }

    String property(String name) {
        return children(child(project, "properties")).stream()
                .filter(each -> each.getTagName().equals(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElseThrow();
    }

    String text(String name) {
        return child(project, name).getTextContent();
    }

    /** The plugins that the list for the manifest names, with their versions. */
    Map<String, String> manifestDependencies() {
        return Arrays.stream(property("plugin.dependencies").split(",", -1))
                .collect(Collectors.toMap(each -> each.split(":", 2)[0], each -> each.split(":", 2)[1]));
    }

    /** The plugins among the dependencies: the version that is written, or an empty text, and whether they are optional. */
    Map<String, String> pluginDependencies() {
        Map<String, String> plugins = new TreeMap<>();
        for (Element dependency : dependencies()) {
            String name = child(dependency, "artifactId").getTextContent();
            if (!BUNDLED.contains(name) && !optional(dependency, "scope").equals("test")) {
                plugins.put(name, optional(dependency, "version") + (isOptional(dependency) ? OPTIONAL : ""));
            }
        }
        return plugins;
    }

    private static boolean isOptional(Element dependency) {
        return optional(dependency, "optional").equals("true");
    }

    /** What is left out of each bundled part. */
    List<Set<String>> exclusions() {
        return dependencies().stream()
                .filter(each -> BUNDLED.contains(child(each, "artifactId").getTextContent()))
                .map(each -> names(children(child(each, "exclusions"))))
                .toList();
    }

    /** What comes from Jenkins. */
    Set<String> provided() {
        return names(dependencies().stream()
                .filter(each -> optional(each, "scope").equals("provided"))
                .toList());
    }

    private List<Element> dependencies() {
        return children(child(project, "dependencies"));
    }

    private static Set<String> names(List<Element> elements) {
        return elements.stream()
                .map(each -> child(each, "artifactId").getTextContent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String optional(Element parent, String name) {
        return children(parent).stream()
                .filter(each -> each.getTagName().equals(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(each -> each.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("<" + parent.getTagName() + "> has no <" + name + ">"));
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
