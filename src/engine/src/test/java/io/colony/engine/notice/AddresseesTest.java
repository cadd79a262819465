package io.colony.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddresseesTest {
    private static final IssueKey KEY = new IssueKey("acme/shop", 1);

    static NoticeSettings settings(List<String> operators, List<String> reviewers) {
        NoticeSettings defaults = NoticeSettings.DEFAULT;
        return new NoticeSettings(
                operators,
                reviewers,
                true,
                defaults.quiet(),
                defaults.reminders(),
                defaults.pausedAfter(),
                defaults.digest(),
                defaults.digestAt(),
                defaults.command());
    }

    @Test
    void theDefaultWorkflowWaitsForThese() {
        Workflow workflow = Workflows.colonyDefault();
        Map<String, Audience> waiting = workflow.states().values().stream()
                .filter(state -> Audience.of(state).isPresent())
                .collect(Collectors.toMap(
                        state -> state.slug().slug(),
                        state -> Audience.of(state).orElseThrow()));

        assertThat(waiting)
                .containsOnly(
                        Map.entry("needs-clarification", Audience.AUTHOR),
                        Map.entry("human-review-ready", Audience.REVIEWERS),
                        Map.entry("failure-blocked", Audience.OPERATORS),
                        Map.entry("paused", Audience.OPERATORS));
        assertThat(Audience.of(workflow.state(IssueState.DEPENDENCY_BLOCKED))).isEmpty();
    }

    @Test
    void reviewersFallBackToOperatorsAndThoseToTheOwner() {
        assertThat(of(settings(List.of("olga"), List.of("rita", "acme/reviewers")), Audience.REVIEWERS))
                .containsExactly("rita", "acme/reviewers");
        assertThat(of(settings(List.of("olga"), List.of()), Audience.REVIEWERS)).containsExactly("olga");
        assertThat(of(settings(List.of(), List.of()), Audience.REVIEWERS)).containsExactly("acme");
        assertThat(of(settings(List.of(), List.of("rita")), Audience.OPERATORS)).containsExactly("acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dependabot[bot]",
                "",
                "a b",
                "ann @everyone",
                "ann\n/colony:approve",
                "-ann",
                "org/team",
                "a/../b"
            })
    void anAuthorThatIsNoPersonIsNotCalled(String author) {
        assertThat(new Addressees(settings(List.of("olga"), List.of("rita"))).of(Audience.AUTHOR, KEY, author))
                .containsExactly("rita");
    }

    @Test
    void aCrowdIsNotCalled() {
        List<String> crowd = new ArrayList<>();
        for (int at = 0; at < 100; at++) {
            crowd.add("p" + at % 50);
        }
        assertThat(of(settings(crowd, List.of()), Audience.OPERATORS))
                .hasSize(10)
                .doesNotHaveDuplicates();
    }

    @Test
    void anOwnerThatIsNoLoginIsNotCalled() {
        assertThat(new Addressees(NoticeSettings.DEFAULT)
                        .of(Audience.OPERATORS, new IssueKey("my_org.x/shop", 1), "ann"))
                .isEmpty();
    }

    private static List<String> of(NoticeSettings settings, Audience audience) {
        return new Addressees(settings).of(audience, KEY, "ann");
    }
}
