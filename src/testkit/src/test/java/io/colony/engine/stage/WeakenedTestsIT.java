package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests of the change are held against those of its base. The repository's "tests" are the lines of {@code tests.txt}: a
 * gate writes a report of them and is green whatever they are.
 */
class WeakenedTestsIT extends WithColony {
    private static final String CONFIG = """
            schema_version: 1
            gates:
              - {name: build, command: "mkdir reports"}
              - name: tests
                command: sh tools/run
                reports: ["reports/*.xml"]
                builds_on: build
            """;
    private static final String RUN = """
            {
              echo '<testsuite name="shop">'
              while read -r name how; do echo "<testcase classname='Shop' name='$name'>$how</testcase>"; done < tests.txt
              echo '</testsuite>'
            } > reports/shop.xml
            """;

    private void prepared(String tests) {
        colony.host()
                .commit("main", "tests", Map.of(".colony/config.yaml", CONFIG, "tools/run", RUN, "tests.txt", tests));
    }

    private Issue withTests(String tests) {
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.write("tests.txt", tests);
            return ScriptedBackend.completed(agent.submission("greeting.txt", "tests.txt"));
        });
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();
        return issue;
    }

    @Test
    void aChangeThatAddsATestIsMergedAndTheBasesTestsAreKept() {
        prepared("one\ntwo\n");
        Issue issue = withTests("one\ntwo\nthree\n");

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.one("select summary from gate_results where gate = 'tests'"))
                .isEqualTo("tests passed; 3 tests ran.");
        assertThat(colony.one("select tests ->> 'passed' from gate_baselines where tests is not null"))
                .contains("Shop#one", "Shop#two")
                .doesNotContain("three");
        assertThat(colony.one("select baseline from gate_results where gate = 'tests'"))
                .isEqualTo("pass");
    }

    @Test
    void aTestThatNoLongerRunsIsForAPersonWhoMayMergeIt() {
        prepared("one\ntwo\n");
        Issue issue = withTests("one\n");

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue))
                .contains("Gate 'tests': 1 test that the base runs is not run by the change: Shop#two.");
        assertThat(colony.one("select doubts ->> 0 from gate_results where gate = 'tests'"))
                .contains("Shop#two");
        assertThat(merged("greeting.txt")).isEmpty();

        colony.approve(issue);
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aTestThatIsSkippedIsForAPerson() {
        prepared("one\ntwo\n");
        Issue issue = withTests("one\ntwo <skipped/>\n");

        assertThat(colony.reason(issue)).contains("1 test that the base runs is skipped by the change: Shop#two.");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void aRedTestInAGreenGateIsForAPerson() {
        prepared("one\ntwo\n");
        Issue issue = withTests("one\ntwo <failure/>\n");

        assertThat(colony.reason(issue)).contains("passed, but by its reports 1 test is red: Shop#two.");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void aTestThatTheBaseHasGotSinceTheReviewMustRunAfterTheRebase() {
        prepared("one\ntwo\n");
        colony.agent.next("review", agent -> {
            // Runs three tests on the base, and two wherever there is a greeting.
            moveMain(
                    "tools/run",
                    RUN.replace("< tests.txt", "< list")
                            .replace("{\n", "cat tests.txt > list; test -e greeting.txt || echo three >> list\n{\n"));
            return ScriptedBackend.completed(AgentWork.verdict("APPROVE"));
        });
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue))
                .contains("A person decides about " + head(issue))
                .contains("Shop#three");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void aBaseWhoseTestsCannotBeCountedIsForAPerson() {
        prepared("one\n");
        moveMain("tools/run", "test -e greeting.txt || exit 127\n" + RUN);
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("nobody can say whether the change lost tests");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void aReportThatTheChangeCommitsDoesNotStandForATest() {
        prepared("one\ntwo\n");
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.write("tests.txt", "one\n");
            agent.write("old/reports/shop.xml", "<testsuite><testcase classname=\"Shop\" name=\"two\"/></testsuite>\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt", "tests.txt"));
        });
        moveMain(".colony/config.yaml", CONFIG.replace("[\"reports/", "[\"**/reports/"));
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("is not run by the change: Shop#two.");
    }
}
