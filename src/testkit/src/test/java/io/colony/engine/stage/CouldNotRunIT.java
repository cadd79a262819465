package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merge whose gate could not run never happens, whatever is tried. */
class CouldNotRunIT extends WithColony {
    private static final String HEAD = "schema_version: 1\ngates:\n";

    private static String gate(String name, String command) {
        return "  - name: " + name + "\n    timeout: 2s\n    command: |\n      " + command + "\n";
    }

    private static String withReports(String command) {
        return HEAD + gate("tests", command) + "    reports: [\"reports/*.xml\"]\n";
    }

    /** Nothing of the change is on main, now or after a person asks for the same again without approving. */
    private void neverMerges(Issue issue) {
        String main = colony.main();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        colony.event(issue, "retry");
        colony.workOn();

        assertThat(colony.main()).isEqualTo(main);
        assertThat(merged("greeting.txt")).isEmpty();
        assertThat(colony.state(issue)).isNotEqualTo("done");
        assertThat(colony.forge.calls("merge")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no-such-program-here           | not found",
                "exit 127                       | not found",
                "exit 126                       | cannot be executed",
                ": > f; ./f                     | cannot be executed",
                "sleep 60                       | longer than 2 s",
                "kill -9 $$                     | killed from outside",
                "kill -15 $$                    | killed from outside",
                "rm -rf \"$PWD\"                | the checkout was gone",
                "rm -rf \"$PWD\"; exit 1        | the checkout was gone",
                "while :; do echo 0123456789012345678901234567890123456789; done | could not run"
            })
    void aCommandThatGivesNoVerdict(String command, String reason) {
        moveMain(".colony/config.yaml", HEAD + gate("check", command));
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.agent.asked("review")).isZero();
        assertThat(colony.reason(issue)).contains("Gates could not run: check").contains(reason);
        neverMerges(issue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true                                                     | did not appear",
                "test -e reports/committed.xml                            | did not appear",
                "ln -s committed.xml reports/link.xml                     | did not appear",
                "mkfifo reports/pipe.xml                                  | did not appear",
                "echo passed > reports/new.xml                            | is no JUnit XML",
                "echo '<testsuite/>' > reports/new.xml                    | list no test",
                "echo '<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><testsuite/>' > reports/new.xml | is no JUnit XML",
                "rm -rf reports; ln -s /tmp reports                       | did not appear"
            })
    void aGreenCommandWithoutReports(String command, String reason) {
        colony.host()
                .commit(
                        "main",
                        "reports",
                        Map.of(
                                ".colony/config.yaml",
                                withReports(command),
                                "reports/committed.xml",
                                "<testsuite><testcase name=\"forged\"/></testsuite>\n"));
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.reason(issue)).contains("Gates could not run: tests").contains(reason);
        neverMerges(issue);
    }

    @Test
    void oneOfSeveral() {
        moveMain(
                ".colony/config.yaml",
                HEAD + gate("first", "true") + gate("second", "exit 127") + gate("third", "true"));
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.list("select result from gate_results order by id limit 3"))
                .containsExactly("pass", "could-not-run", "pass");
        neverMerges(issue);
    }

    @Test
    void aGateThatBuildsOnACheckoutThatIsGone() {
        moveMain(
                ".colony/config.yaml",
                HEAD + gate("first", "rm -rf \"$PWD\"") + gate("second", "true") + "    builds_on: first\n"
                        + gate("third", "true"));
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.list("select result from gate_results order by id limit 3"))
                .containsExactly("could-not-run", "could-not-run", "pass");
        neverMerges(issue);
    }

    @Test
    void aConfigurationThatIsNoYaml() {
        Issue issue = colony.reached("in-review");
        moveMain(".colony/config.yaml", "schema_version: 1\ngates: [\n");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        assertThat(colony.reason(issue)).contains(".colony/config.yaml");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void aConfigurationThatBreaksBetweenReviewAndMerge() {
        Issue issue = colony.reached("merge-pending");
        moveMain(".colony/config.yaml", "gates: {\n");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`schema_version: 1\ngates: []\n`",
                "`schema_version: 1\ngates: [{name: other, command: \"true\"}]\n`",
                "`schema_version: 1\ngates: [{name: check, command: \"true\"}]\n`"
            })
    void aChangeThatTakesItsGateOutRenamesOrEmptiesIt(String config) {
        moveMain("check.sh", "exit 127\n");
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.write(".colony/config.yaml", config);
            return ScriptedBackend.completed(agent.submission("greeting.txt", ".colony/config.yaml"));
        });
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.reason(issue)).contains("Gates could not run: check");
        neverMerges(issue);
    }

    @Test
    void aChangeThatMendsTheScriptOfItsGateIsForAPerson() {
        moveMain("check.sh", "exit 1\n");
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.write("check.sh", "exit 0\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt", "check.sh"));
        });
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("check.sh is protected by '/check.sh'");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void resultsThatTheChangeBringsAlongAreNotRead() {
        moveMain("check.sh", "exit 127\n");
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.write("gate_results.json", "[{\"gate\":\"check\",\"verdict\":\"PASS\"}]\n");
            agent.write(".colony-results/check", "pass\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.reason(issue)).contains("Gates could not run: check");
        neverMerges(issue);
    }

    @Test
    void afterARebase() {
        Issue issue = colony.reached("merge-pending");
        moveMain("check.sh", "exit 127\n");
        colony.workOn();

        assertThat(colony.reason(issue)).contains("Gates could not run: check");
        neverMerges(issue);
    }

    @Test
    void aPersonsApprovalIsNoVerdictOfAGate() {
        moveMain("check.sh", "exit 127\n");
        Issue issue = colony.reached("human-review-ready");
        for (int approval = 0; approval < 3; approval++) {
            colony.approve(issue);
            colony.workOn();
            assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        }

        assertThat(merged("greeting.txt")).isEmpty();
        assertThat(colony.forge.calls("merge")).isZero();
    }

    @Test
    void stoppedInTheMiddleItRunsAgainAndWhatItSaysThenCounts() {
        Issue issue = colony.reached("merge-pending");
        moveMain("check.sh", "exit 127\n");
        colony.forge.after("push", () -> colony.leases.stopAll("this process is shutting down"));
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
        assertThat(colony.list("select 1 from verdicts where verdict <> 'APPROVE'"))
                .isEmpty();
        colony.workOn();

        assertThat(colony.reason(issue)).contains("Gates could not run: check");
        neverMerges(issue);
    }

    @Test
    void aBaseOnWhichARedGateCannotRunIsNoExcuse() {
        moveMain("check.sh", "test -e greeting.txt && exit 1; exit 127\n");
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.list("select result || ' ' || baseline from gate_results order by id limit 1"))
                .containsExactly("fail could-not-run");
        assertThat(colony.list("select 1 from gate_baselines")).isEmpty();
        neverMerges(issue);
    }

    @Test
    void resultsOfAnotherCommitDoNotCount() {
        Issue issue = colony.reached("merge-pending");
        String reviewed = head(issue);
        moveMain("check.sh", "exit 126\n");
        colony.workOn();

        assertThat(colony.list("select result from gate_results where head_sha = ?", reviewed))
                .isEqualTo(List.of("pass"));
        neverMerges(issue);
    }
}
