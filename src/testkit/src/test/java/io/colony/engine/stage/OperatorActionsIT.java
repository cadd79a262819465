package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.CommandLog;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.Issue;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorActionsIT extends WithColony {
    private static final String ELSEWHERE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private int requests;

    @Test
    void anApprovalNamesTheHeadThatItIsForAndMergesThatHead() {
        Issue issue = waitingForAPerson();

        OperatorAnswer without = act(issue, OperatorAction.APPROVE, "olga", Optional.empty());
        OperatorAnswer another = act(issue, OperatorAction.APPROVE, "olga", Optional.of(ELSEWHERE));

        assertThat(without.accepted()).isFalse();
        assertThat(without.text()).contains(head(issue));
        assertThat(another.accepted()).isFalse();
        assertThat(colony.list("select 1 from approvals")).isEmpty();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");

        assertThat(act(issue, OperatorAction.APPROVE, "olga", Optional.of(head(issue)))
                        .accepted())
                .isTrue();
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(merged("Jenkinsfile")).contains("pipeline {}\n");
    }

    @Test
    void whatAPersonWantsChangedReachesTheBuilder() {
        Issue issue = waitingForAPerson();
        act(issue, OperatorAction.REQUEST_CHANGES, "olga", Optional.empty(), "Say which file is missing.");
        colony.agent.next("develop", agent -> {
            assertThat(agent.request().context().path("findings").path(0).asText())
                    .isEqualTo("Say which file is missing.");
            agent.write("greeting.txt", "hello\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });

        colony.workOn();

        assertThat(colony.agent.asked("develop")).isEqualTo(2);
        assertThat(colony.path(issue)).contains("changes-requested");
    }

    @Test
    void oneRequestIsCarriedOutOnceAndAnsweredAlikeAgain() {
        Issue issue = waitingForAPerson();
        OperatorCommand pause = command(issue, OperatorAction.PAUSE, "olga", Optional.empty(), "");

        OperatorAnswer first = actions().carryOut(pause);
        act(issue, OperatorAction.RESUME, "olga", Optional.empty());
        OperatorAnswer again = actions().carryOut(pause);

        assertThat(again).isEqualTo(first);
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.list("select command from operator_commands order by id"))
                .containsExactly("pause", "resume");
    }

    @Test
    void colonysOwnIdentitiesMayNothing() {
        Issue issue = waitingForAPerson();

        OperatorAnswer answer = act(issue, OperatorAction.APPROVE, "colony-builder", Optional.of(head(issue)));

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.text()).contains("colony-builder may not write");
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
    }

    @Test
    void whatTheWorkflowHasNoRouteForIsRefusedAndChangesNothing() {
        Issue issue = waitingForAPerson();

        OperatorAnswer answer = act(issue, OperatorAction.RESUME, "olga", Optional.empty());

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.text()).contains("human-review-ready", "resume");
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
    }

    private Issue waitingForAPerson() {
        develop("Jenkinsfile", "pipeline {}\n");
        return colony.reached("human-review-ready");
    }

    private OperatorAnswer act(Issue issue, OperatorAction action, String login, Optional<String> head) {
        return act(issue, action, login, head, "");
    }

    private OperatorAnswer act(Issue issue, OperatorAction action, String login, Optional<String> head, String reason) {
        return actions().carryOut(command(issue, action, login, head, reason));
    }

    private OperatorCommand command(
            Issue issue, OperatorAction action, String login, Optional<String> head, String reason) {
        requests++;
        return new OperatorCommand(issue.key(), action, login, head, reason, "test", Integer.toString(requests));
    }

    private OperatorActions actions() {
        return new OperatorActions(
                colony.database,
                colony.clock,
                Map.of("local", colony.forge.forge()),
                new OperatorActions.Stores(
                        colony.stores.repositories(),
                        colony.stores.issues(),
                        colony.stores.transitions(),
                        colony.stores.runs(),
                        CommandLog.postgres()));
    }
}
