package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.DeadLetters;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.issue.Issue;
import io.colony.engine.queue.DeadLetter;
import io.colony.engine.recovery.FailureClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersIT extends WithColony {
    @Test
    void replayHasTheIssueTryAgainAndForgetsEarlierFailures() {
        Issue issue = givenUp();
        DeadLetter letter = onlyLetter();
        assertThat(letter.executor()).isEqualTo("develop");
        assertThat(letter.reason()).contains("no such host");
        assertThat(letter.obsolete()).isEmpty();

        OperatorAnswer answer = letters().replay(letter.taskId(), "olga", "test");

        assertThat(answer.accepted()).as(answer.text()).isTrue();
        assertThat(colony.one("select attempt || ' ' || failures from tasks where state = 'queued'"))
                .isEqualTo("1 {}");
        assertThat(colony.one("select command || ' ' || actor from operator_commands"))
                .isEqualTo("retry replay of dead letter " + letter.taskId() + " olga");
        assertThat(colony.list("select 1 from audit_log where detail ->> 'outcome' = 'retry'"))
                .hasSize(1);
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(letters().list(false)).isEmpty();
        assertThat(letters().list(true)).hasSize(1);
    }

    @Test
    void aReplayIsCarriedOutOnceAndAnsweredAlikeAgain() {
        givenUp();
        long task = onlyLetter().taskId();

        OperatorAnswer first = letters().replay(task, "olga", "test");
        OperatorAnswer again = letters().replay(task, "olga", "test");

        assertThat(again).isEqualTo(first);
        assertThat(colony.list("select 1 from state_transitions where outcome = 'retry'"))
                .hasSize(1);
    }

    @Test
    void oneWhoseIssueHasMovedOnIsObsoleteAndNotReplayed() {
        Issue issue = givenUp();
        long task = onlyLetter().taskId();
        colony.event(issue, "cancel");

        OperatorAnswer answer = letters().replay(task, "olga", "test");

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.text()).contains("obsolete", "cancelled");
        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(letters().list(false)).isEmpty();
    }

    @Test
    void whoMayNotWriteReplaysNothing() {
        Issue issue = givenUp();

        OperatorAnswer answer = letters().replay(onlyLetter().taskId(), "colony-builder", "test");

        assertThat(answer.accepted()).isFalse();
        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
    }

    @Test
    void whatIsNoDeadLetterOfThisTenantIsSaidSo() {
        givenUp();
        DeadLetters others = new DeadLetters(colony.database, actions(), "others");

        assertThat(others.list(true)).isEmpty();
        assertThat(others.replay(onlyLetter().taskId(), "olga", "test").text()).contains("is no dead letter");
        assertThat(letters().replay(4711, "olga", "test").accepted()).isFalse();
    }

    private DeadLetter onlyLetter() {
        List<DeadLetter> all = letters().list(false);
        assertThat(all).hasSize(1);
        assertThat(letters().count()).isEqualTo(1);
        return all.getFirst();
    }

    private Issue givenUp() {
        Issue issue = colony.reached("ready-for-dev");
        colony.agent.next("develop", agent -> {
            throw new StageFailure(FailureClass.PERMANENT, "no such host");
        });
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        return colony.now(issue);
    }

    private DeadLetters letters() {
        return new DeadLetters(colony.database, actions(), "acme");
    }
}
