package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.TestReports.Limits;
import io.colony.engine.gate.TestReports.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestReportsTest {
    @TempDir
    Path temp;

    private Path write(String path, String text) throws IOException {
        Path file = temp.resolve("checkout").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private TestReports reports(Limits limits) throws IOException {
        Files.createDirectories(temp.resolve("checkout"));
        return new TestReports(temp.resolve("checkout"), List.of("**/reports/*.xml"), limits);
    }

    private TestReports reports() throws IOException {
        return reports(Limits.DEFAULT);
    }

    private TestRun read() throws IOException {
        Reading reading = reports().read();
        assertThat(reading).isInstanceOf(Reading.Tests.class);
        return ((Reading.Tests) reading).run();
    }

    private static String reason(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Unusable.class);
        return ((Reading.Unusable) reading).reason();
    }

    private static String suite(String cases) {
        return "<testsuite name=\"S\">" + cases + "</testsuite>";
    }

    @Test
    void readsWhatTheUsualToolsWrite() throws IOException {
        write("reports/surefire.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="a.SumTest" tests="4">
                  <properties><property name="skipped" value="x"/></properties>
                  <testcase name="adds" classname="a.SumTest" time="0.1"><system-out><![CDATA[<skipped/>]]></system-out></testcase>
                  <testcase name="later" classname="a.SumTest"><skipped message="x"/></testcase>
                  <testcase name="wrong" classname="a.SumTest"><failure type="x">at &lt;init&gt;</failure></testcase>
                  <testcase name="flaky" classname="a.SumTest"><flakyFailure>once</flakyFailure></testcase>
                </testsuite>
                """);
        write("module/reports/jest.xml", """
                <testsuites><testsuite name="outer"><testsuite name="view">
                  <testcase name="shows"/><testcase name="breaks"><error/></testcase>
                  <testcase name="gtest" status="notrun"/>
                </testsuite></testsuite></testsuites>
                """);

        TestRun run = read();

        assertThat(run.passed()).containsExactlyInAnyOrder("a.SumTest#adds", "a.SumTest#flaky", "view#shows");
        assertThat(run.failed()).containsExactlyInAnyOrder("a.SumTest#wrong", "view#breaks");
        assertThat(run.skipped()).containsExactlyInAnyOrder("a.SumTest#later", "view#gtest");
        assertThat(run.words()).isEqualTo("5 tests ran, 2 of them failed, 2 were skipped");
    }

    @Test
    void aReportThatLayThereBeforeDoesNotCount() throws IOException {
        write("reports/old.xml", suite("<testcase name=\"old\"/>"));
        TestReports reports = reports();
        assertThat(reports.discount()).isEmpty();
        assertThat(reason(reports.read())).isEqualTo("its reports (**/reports/*.xml) did not appear");

        write("reports/new.xml", suite("<testcase name=\"new\"/>"));
        assertThat(((Reading.Tests) reports.read()).run().passed()).containsExactly("S#new");
        assertThat(temp.resolve("checkout/reports/old.xml"))
                .as("it is left alone")
                .exists();
    }

    @Test
    void aReportThatIsWrittenAnewCounts() throws IOException {
        write("reports/a.xml", suite("<testcase name=\"a\"/>"));
        TestReports reports = reports();
        assertThat(reports.discount()).isEmpty();
        write("reports/a.xml", suite("<testcase name=\"a\"/>"));

        assertThat(((Reading.Tests) reports.read()).run().passed()).containsExactly("S#a");
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside/reports"));
        Files.writeString(outside.resolve("forged.xml"), suite("<testcase name=\"forged\"/>"));
        write("reports/real.xml", suite("<testcase name=\"real\"/>"));
        Files.createSymbolicLink(temp.resolve("checkout/reports/link.xml"), outside.resolve("forged.xml"));
        Files.createSymbolicLink(temp.resolve("checkout/elsewhere"), temp.resolve("outside"));

        assertThat(read().passed()).containsExactly("S#real");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><testsuite><testcase name='&e;'/></testsuite>",
                "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'><testsuite><testcase name='a'/></testsuite>",
                "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><testsuite><testcase name='&b;'/></testsuite>",
                "<testsuite><testcase name='&e;'/></testsuite>",
                "<testsuite><testcase name='a'/>",
                "<html/>",
                "not XML",
                ""
            })
    void refusesWhatIsNoPlainReport(String text) throws IOException {
        write("reports/good.xml", suite("<testcase name=\"good\"/>"));
        write("reports/x.xml", text);

        assertThat(reason(reports().read())).startsWith("its report reports/x.xml is no JUnit XML: ");
    }

    @Test
    void refusesElementsWithoutEnd() throws IOException {
        write("reports/x.xml", "<testsuite>" + "<a>".repeat(200_000));

        assertThat(reason(reports().read())).contains("nested more than");
    }

    @Test
    void limitsWhatIsRead() throws IOException {
        write("reports/a.xml", suite("<testcase name=\"a\"/>"));
        write("reports/b.xml", suite("<testcase name=\"b\"/>"));

        assertThat(reason(reports(new Limits(1, 1_000, 1_000, 10, 1_000)).read()))
                .contains("more than 1 reports");
        assertThat(reason(reports(new Limits(9, 10, 1_000, 10, 1_000)).read())).contains("larger than 10 bytes");
        assertThat(reason(reports(new Limits(9, 1_000, 60, 10, 1_000)).read())).contains("or 60 in all");
        assertThat(reason(reports(new Limits(9, 1_000, 1_000, 1, 1_000)).read()))
                .isEqualTo("its reports list more than 1 tests, or names of more than 1000 characters in all");
        assertThat(reason(reports(new Limits(9, 1_000, 1_000, 10, 5)).read())).contains("of more than 5 characters");
        assertThat(reports(new Limits(2, 1_000, 1_000, 2, 1_000)).read()).isInstanceOf(Reading.Tests.class);
    }

    /** As soon as there are too many: what comes after would have to be kept, and is not even looked at. */
    @Test
    void readsNoFurtherThanTheLimits() throws IOException {
        write("reports/a.xml", "<testsuite>" + "<testcase name=\"a\"/>".repeat(12) + "no end");

        assertThat(reason(reports(new Limits(9, 1_000, 1_000, 10, 1_000)).read()))
                .contains("more than 10 tests");
    }

    @Test
    void refusesTagsThatAreTooLong() throws IOException {
        String most = "x>".repeat(3 << 20);
        for (String text : List.of(
                "<testcase name='" + most + "'/>",
                "<testcase name=\"" + most + "\"/>",
                "<!-- " + most + " -->",
                "<?x " + most + "?>",
                "<x " + most.replaceAll("..", "\n\n") + "/>")) {
            write("reports/x.xml", suite(text));

            assertThat(reason(reports().read())).as(text.substring(0, 20)).contains("tag or comment of more than");
        }
    }

    @Test
    void refusesMoreNamesThanReportsHave() throws IOException {
        String elements =
                IntStream.range(0, 2_000).mapToObj(i -> "<a" + i + "/>").collect(Collectors.joining());
        String attributes = elements.replace("<a", "<a b").replace("/>", "=''/>");
        String instructions = elements.replace("<a", "<?a").replace("/>", " ?>");
        for (String text : List.of(elements, attributes, instructions)) {
            write("reports/x.xml", suite(text));

            assertThat(reason(reports().read())).contains("different names");
        }
    }

    /** Programs print what they like, and a parser keeps all of it. */
    @Test
    void whatTestsPrintIsOfAnyKindAndLength() throws IOException {
        String printed = "<testcase name=\"no\"/> ]] > ]>]>]]&gt;\"'<!-- <? -->".repeat(100_000);
        String after = "<testcase name=\"b\"><skipped/></testcase>";
        write(
                "reports/x.xml",
                suite("<!-- <![CDATA[ --><?a <![CDATA[ ?><testcase name=\"a>\" classname='\"'/>"
                        + "<system-out><![CDATA[]]]]><![CDATA[" + printed + "]]]></system-out>" + after));

        assertThat(read().passed()).containsExactly("\"#a>");
        assertThat(read().skipped()).containsExactly("S#b");
    }

    @Test
    void readsOtherEncodingsOfModestSize() throws IOException {
        String text = suite("<testcase name=\"grün\"/><system-out>" + "x".repeat(2_000_000) + "</system-out>");
        Path file = write("reports/x.xml", "");
        Files.writeString(file, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text, StandardCharsets.UTF_16);
        assertThat(read().passed()).containsExactly("S#grün");

        Files.writeString(file, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + text, StandardCharsets.ISO_8859_1);
        assertThat(read().passed()).containsExactly("S#grün");

        Files.writeString(file, text.replace("xxx", "xxxxxxxxx"), StandardCharsets.UTF_16);
        assertThat(reason(reports().read())).contains("not in UTF-8");
    }

    @Test
    void reportsWithoutATestShowNothing() throws IOException {
        write("reports/a.xml", suite(""));

        assertThat(reason(reports().read())).endsWith("list no test");
    }

    @Test
    void aCheckoutThatIsGoneHasNoReports() throws IOException {
        TestReports reports = reports();
        Files.delete(temp.resolve("checkout"));

        assertThat(reason(reports.read())).contains("cannot be read");
        assertThat(reports.discount()).isPresent();
    }

    /** As builds do with resources: {@code src/test/resources/reports/x.xml} comes to {@code target/test-classes}. */
    @Test
    void aCopyOfAFileOfTheCommitIsNoReport() throws IOException {
        String forged = suite("<testcase name=\"gone\"/>");
        write("src/test/resources/reports/TEST-forged.xml", forged);
        write("target/classes/reports/TEST-forged.xml", forged);
        TestReports reports = reports();
        assertThat(reports.discount()).isEmpty();

        write("target/classes/reports/TEST-forged.xml", forged);
        write("target/reports/TEST-forged.xml", forged);
        assertThat(reason(reports.read())).contains("did not appear");

        write("target/reports/TEST-run.xml", suite("<testcase name=\"adds\"/>"));
        assertThat(reports.read()).isInstanceOf(Reading.Tests.class);
        assertThat(((Reading.Tests) reports.read()).run().passed()).containsExactly("S#adds");
    }

    @Test
    void aReportThatIsWrittenAnewCountsHoweverMuchItIsLikeTheLast() throws IOException {
        String same = suite("<testcase name=\"adds\"/>");
        write("reports/x.xml", same);
        TestReports reports = reports();
        assertThat(reports.discount()).isEmpty();

        write("reports/x.xml", same);
        assertThat(reports.read()).isInstanceOf(Reading.Tests.class);
    }
}
