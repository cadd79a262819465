package io.colony.engine.gate;

import io.colony.engine.gate.TestTally.Ending;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads JUnit XML that code of strangers has written: no document type, no entity but XML's own five, nothing that is
 * fetched.
 */
final class JUnitXml {
    private static final int DEEPEST = 50;
    /** Of elements and attributes; the parser keeps each. */
    private static final int MOST_NAMES = 1_000;

    private static final Pattern LIKE_ASCII =
            Pattern.compile("(?i)utf-?8|(?:us-)?ascii|iso-8859-\\d{1,2}|(?:windows-|cp)125\\d");

    private final XMLStreamReader reader;
    private final TestTally tally;
    private final Set<String> names = new HashSet<>();
    private int depth;
    private String suite = "";
    private Optional<Open> open = Optional.empty();

    /** A test case whose end has not come yet. */
    private record Open(String className, String name, Ending ending, int depth) {}

    private JUnitXml(XMLStreamReader reader, TestTally tally) {
        this.reader = reader;
        this.tally = tally;
    }

    /**
     * Adds a report's tests to the tally, until that is full.
     *
     * @throws XMLStreamException when it is not well-formed, has a document type, or is no JUnit report
     */
    static void read(InputStream in, TestTally tally) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Reports have no names with prefixes, and a parser that knows them keeps each address that one stands for.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        ReportBytes bytes = new ReportBytes(in);
        XMLStreamReader reader = factory.createXMLStreamReader(bytes);
        if (!isLikeAscii(reader.getEncoding()) || !isLikeAscii(reader.getCharacterEncodingScheme())) {
            bytes.otherwiseEncoded();
        }
        new JUnitXml(reader, tally).read();
    }

    private static boolean isLikeAscii(@Nullable String encoding) {
        return encoding == null || LIKE_ASCII.matcher(encoding).matches();
    }

    private void read() throws XMLStreamException {
        try {
            while (!tally.isFull() && reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD -> throw new XMLStreamException("it has a document type (DOCTYPE)");
                    case XMLStreamConstants.PROCESSING_INSTRUCTION -> named(reader.getPITarget());
                    case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName());
                    case XMLStreamConstants.END_ELEMENT -> end();
                    default -> {}
                }
            }
        } finally {
            reader.close();
        }
    }

    private void start(String element) throws XMLStreamException {
        depth++;
        if (depth > DEEPEST) {
            throw new XMLStreamException("its elements are nested more than " + DEEPEST + " deep");
        }
        if (depth == 1 && !element.equals("testsuites") && !element.equals("testsuite")) {
            throw new XMLStreamException("its root is <" + element + ">, not <testsuites> or <testsuite>");
        }
        named(element);
        for (int at = 0; at < reader.getAttributeCount(); at++) {
            named(reader.getAttributeLocalName(at));
        }
        switch (element) {
            case "testsuite" -> suite = attribute("name").orElse("");
            case "testcase" -> open = Optional.of(testCase());
            case "skipped" -> mark(Ending.SKIPPED);
            case "failure", "error" -> mark(Ending.FAILED);
            default -> {}
        }
    }

    private void named(String name) throws XMLStreamException {
        names.add(name);
        if (names.size() > MOST_NAMES) {
            throw new XMLStreamException(
                    "it has more than " + MOST_NAMES + " different names of elements and attributes");
        }
    }

    private Open testCase() {
        // Google Test has no element for a test that was not run.
        boolean skipped = attribute("status").filter("notrun"::equals).isPresent()
                || attribute("result").filter("skipped"::equals).isPresent();
        return new Open(
                attribute("classname").orElse(suite),
                attribute("name").orElse(""),
                skipped ? Ending.SKIPPED : Ending.PASSED,
                depth);
    }

    private void mark(Ending ending) {
        // Directly below the test case: anything deeper is somebody else's.
        open = open.map(test -> depth == test.depth() + 1 && test.ending() != Ending.FAILED
                ? new Open(test.className(), test.name(), ending, test.depth())
                : test);
    }

    private void end() {
        if (open.isPresent() && open.get().depth() == depth) {
            Open test = open.get();
            tally.add(test.className(), test.name(), test.ending());
            open = Optional.empty();
        }
        depth--;
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(reader.getAttributeValue(null, name)).filter(value -> !value.isBlank());
    }
}
