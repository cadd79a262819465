package io.colony.engine.gate;

import io.colony.engine.gate.Watched.Fact;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a POM or a project of MSBuild: elements by their paths, without those that say nothing about what is run. */
final class XmlFacts {
    /** No build file that people write goes beyond these; names, and so paths, are kept with each fact. */
    private static final int DEEPEST = 30;

    private static final int LONGEST_PATH = 1_000;
    private static final int MOST_FACTS = 20_000;
    private static final int MOST_ELEMENTS = 100_000;

    /** Dependencies have their own policy, and so has a plugin's version. */
    static final Pattern MAVEN = Pattern.compile(
            "project|project/(?:modelVersion|groupId|artifactId|version|name|description|url|inceptionYear|organization|licenses"
                    + "|developers|contributors|mailingLists|scm|issueManagement|ciManagement|distributionManagement"
                    + "|dependencies|dependencyManagement)(?:/.*)?|project/(?:properties|modules|build)|project/parent(?:/(?:groupId|artifactId|version))?|.*/plugin/version"
                    + "|project/properties/(?:[\\w.-]*[vV]ersion|version\\.[\\w.-]*|java\\.release"
                    + "|maven\\.compiler\\.(?:source|target|release)|project\\.(?:build|reporting)\\.[\\w.]*[eE]ncoding)");

    static final Pattern MSBUILD = Pattern.compile("Project/ItemGroup/(?:Package|Project)(?:Reference|Version)(?:/.*)?"
            + "|Project/PropertyGroup/(?:\\w*Version|Authors|Company|Product|Description|Copyright|Package\\w*|RootNamespace"
            + "|AssemblyName|TargetFrameworks?|RepositoryUrl|RepositoryType)");

    private final XMLStreamReader reader;
    private final Pattern ignored;
    private final BiPredicate<String, String> attributes;
    private final List<Fact> facts = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private int elements;
    /** Of the path. */
    private int length;

    private XmlFacts(XMLStreamReader reader, Pattern ignored, BiPredicate<String, String> attributes) {
        this.reader = reader;
        this.ignored = ignored;
        this.attributes = attributes;
    }

    static Optional<List<Fact>> read(String text, Pattern ignored) {
        return read(text, ignored, (name, value) -> true);
    }

    /**
     * The facts of a document, in order; empty where it cannot be read or is larger than people write such files.
     *
     * @param ignored by path
     * @param attributes which of them count, by name and value; as facts they are in the order of their names
     */
    static Optional<List<Fact>> read(String text, Pattern ignored, BiPredicate<String, String> attributes) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XmlFacts facts = new XmlFacts(factory.createXMLStreamReader(new StringReader(text)), ignored, attributes);
            facts.read();
            return Optional.of(List.copyOf(facts.facts));
        } catch (XMLStreamException failure) {
            return Optional.empty();
        }
    }

    private void read() throws XMLStreamException {
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD -> throw new XMLStreamException("it has a document type (DOCTYPE)");
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> end();
                    default -> {}
                }
            }
        } finally {
            reader.close();
        }
    }

    private void start() throws XMLStreamException {
        path.addLast(reader.getLocalName());
        elements++;
        length += reader.getLocalName().length() + 1;
        if (path.size() > DEEPEST || length > LONGEST_PATH || facts.size() > MOST_FACTS || elements > MOST_ELEMENTS) {
            throw new XMLStreamException("it is larger than people write such files");
        }
        text.setLength(0);
        List<String> counted = new ArrayList<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (attributes.test(reader.getAttributeLocalName(i), reader.getAttributeValue(i))) {
                counted.add(' ' + reader.getAttributeLocalName(i) + '=' + reader.getAttributeValue(i));
            }
        }
        counted.sort(String.CASE_INSENSITIVE_ORDER);
        add(name(), "<" + name() + String.join("", counted) + ">");
    }

    private void end() {
        String content = text.toString().strip();
        if (!content.isEmpty()) {
            add(name(), name() + " = " + content);
        }
        text.setLength(0);
        length -= path.removeLast().length() + 1;
    }

    private void add(String name, String fact) {
        if (!ignored.matcher(name).matches()) {
            facts.add(new Fact(shown(), fact));
        }
    }

    private String name() {
        return String.join("/", path);
    }

    /** Without the root, which all have. */
    private String shown() {
        Iterator<String> parts = path.iterator();
        parts.next();
        List<String> rest = new ArrayList<>();
        parts.forEachRemaining(rest::add);
        return rest.isEmpty() ? name() : String.join("/", rest);
    }
}
