package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.issue.Issue;
import org.junit.jupiter.api.Test;

class AnalysisIT extends WithColony {
    @Test
    void anIssueThatDependsOnAnotherWaitsForItAndThenIsAnalysedAgain() {
        Issue first = colony.file("First", "one");
        Issue second = colony.file("Second", "two");
        dependent(first.key().toString());
        colony.execute("update tasks set priority = 9 where issue_id = ?", second.id());
        colony.mayor.run();
        colony.execute("update tasks set priority = 9 where issue_id = ? and state = 'queued'", second.id());
        colony.worker.step();
        assertThat(colony.state(second)).isEqualTo("dependency-blocked");
        assertThat(colony.mayor.run()).isZero();
        develop("one.txt", "1\n");
        develop("two.txt", "2\n");
        colony.workOn();

        assertThat(colony.state(first)).isEqualTo("done");
        assertThat(colony.state(second)).isEqualTo("done");
        assertThat(colony.path(second)).containsSubsequence("dependency-blocked", "analyzing", "done");
        assertThat(colony.agent.asked("analyze")).isEqualTo(3);
    }

    @Test
    void anIssueThatNamesNothingToWaitForIsForItsAuthorAndDoesNotGoInCircles() {
        Issue issue = colony.file("Add", "something");
        dependent("acme/none#9", issue.key().toString());
        colony.mayor.run();
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("needs-clarification");
        assertThat(colony.reason(issue)).contains("'acme/none#9' is no issue", "cannot wait for itself");
        assertThat(colony.agent.asked("analyze")).isEqualTo(1);
    }

    @Test
    void anIssueThatStaysUnclearAfterThreeRoundsIsForAPerson() {
        Issue issue = colony.admitted("Do it");
        for (int round = 0; round <= 3; round++) {
            analyze(AgentWork.analysis("unclear"));
            colony.worker.step();
            if (round < 3) {
                assertThat(colony.state(issue)).isEqualTo("needs-clarification");
                colony.event(issue, "clarified");
            }
        }
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
    }

    @Test
    void whatTheSurveyorDoesToFilesIsThrownAway() {
        colony.agent.next("analyze", agent -> {
            agent.write("list.txt", "mine\n");
            return ScriptedBackend.completed(AgentWork.analysis("planned"));
        });
        colony.agent.next("develop", agent -> {
            assertThat(agent.read("list.txt")).isEqualTo("one\ntwo\nthree\n");
            agent.write("greeting.txt", "hello\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(merged("list.txt")).contains("one\ntwo\nthree\n");
    }

    private void dependent(String... names) {
        ObjectNode analysis = AgentWork.analysis("dependent");
        for (String name : names) {
            analysis.withArray("depends_on").add(name);
        }
        analyze(analysis);
    }
}
