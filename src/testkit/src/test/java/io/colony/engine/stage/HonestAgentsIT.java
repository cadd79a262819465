package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Twenty programs that do honest work, one after the other in one repository: none of it may be held up. */
class HonestAgentsIT extends WithColony {
    @Test
    void noHonestChangeIsRejectedOrSentToAPerson() {
        colony.host()
                .commit(
                        "main",
                        "tests",
                        Map.of(
                                "test/list_test.py",
                                "def test_has_three_lines():\n    assert len(open(\"list.txt\").readlines()) >= 3\n"));
        List<CorpusCase> agents = CorpusCase.all("honest");
        List<String> seen = new ArrayList<>();

        for (CorpusCase agent : agents) {
            colony.agent.next("develop", work -> CorpusAgent.play(agent, work));
            Issue issue = colony.admitted("Do this: " + agent.name());
            colony.workOn();
            seen.add(agent.name() + " " + colony.state(issue)
                    + (colony.state(issue).equals("done") ? "" : ": " + colony.reason(issue)));
        }

        assertThat(agents).hasSize(20);
        assertThat(seen).allMatch(line -> line.endsWith(" done"));
    }
}
