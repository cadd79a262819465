package io.colony.web.host.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with arguments is said before the store is asked. */
class QuestionsTest {
    private static final IssueKey ISSUE = IssueKey.parse("acme/shop#7");

    @Test
    void decidingAboutAChangeTakesApproveAndEverythingElseOperate() {
        assertThat(command("approve", "")).isEqualTo(Need.of(Role.APPROVE, ISSUE));
        assertThat(command("request-changes", "").role()).isEqualTo(Role.APPROVE);
        for (String other : List.of("pause", "resume", "retry", "review", "cancel", "state", "reject-edit")) {
            assertThat(command(other, "").role()).as(other).isEqualTo(Role.OPERATE);
        }
        assertThat(command("budget", "7.50").role()).isEqualTo(Role.OPERATE);
    }

    @Test
    void anUnknownCommandIsAnsweredWithThoseThatAreKnown() {
        assertThatThrownBy(() -> command("merge", ""))
                .isInstanceOf(ColonyException.class)
                .hasMessageContainingAll("merge", "request-changes", "budget");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e9", "7,50", "1234567890", "0.1234567", "NaN"})
    void aCeilingIsAnAmount(String amount) {
        assertThatThrownBy(() -> command("budget", amount))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining("7.50");
    }

    @Test
    void whatIsLeftOutIsSaid() {
        assertThatThrownBy(() -> command("", "")).isInstanceOf(ColonyException.class);
        assertThatThrownBy(() -> IntakeQuestion.parse("", 1)).isInstanceOf(ColonyException.class);
        assertThatThrownBy(() -> IntakeQuestion.parse("acme/shop", 0)).isInstanceOf(ColonyException.class);
        assertThatThrownBy(() -> cost("", "", "", "")).isInstanceOf(ColonyException.class);
    }

    @Test
    void costsAreOfAnIssueOrOfARepositoryInASpanOfDays() {
        assertThat(cost("acme/shop#7", "", "", "")).isEqualTo(Need.of(Role.READ, ISSUE));
        assertThat(cost("", "acme/shop", "2026-01-31", "")).isEqualTo(Need.ofRepository(Role.READ, "acme/shop"));
        for (List<String> wrong : List.of(
                List.of("acme/shop#7", "acme/shop", "", ""),
                List.of("acme/shop#7", "", "2026-01-31", ""),
                List.of("", "shop", "", ""),
                List.of("", "../shop/x", "", ""),
                List.of("", "acme/shop", "", "31.1.2026"))) {
            assertThatThrownBy(() -> cost(wrong.get(0), wrong.get(1), wrong.get(2), wrong.get(3)))
                    .as("%s", wrong)
                    .isInstanceOf(ColonyException.class);
        }
    }

    private static Need command(String command, String argument) {
        return CommandQuestion.parse("acme/shop#7", command, argument, "", "").need();
    }

    private static Need cost(String issue, String repository, String from, String to) {
        return CostQuestion.parse(issue, repository, from, to).need();
    }
}
