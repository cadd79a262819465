package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.database.Json;
import io.colony.engine.issue.Issue;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asked for a change does not approve it, also where they asked for it in somebody else's issue. */
class TextWritersIT extends WithColony {
    @BeforeEach
    void authorsDoNotApprove() {
        colony.intake.set(
                colony.repository(), Json.object().set("merge", Json.object().put("author_may_approve", false)));
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
    }

    private void edited(Issue issue, String login) {
        colony.execute(
                "update local_issues set body = 'Please, in French.' where number = ?",
                issue.key().number());
        colony.hostEvents().edited(issue.key(), Optional.of(login));
        assertThat(acceptEdit(issue).accepted()).isTrue();
    }

    private void toPerson(Issue issue) {
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
    }

    private OperatorAnswer approve(Issue issue, String login) {
        return act(issue, OperatorAction.APPROVE, login, Optional.of(head(issue)));
    }

    private void refused(Issue issue, String login) {
        OperatorAnswer answer = approve(issue, login);
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.text()).contains(login + " wrote", "a part of its text");
    }

    @Test
    void whoseAnswerIsPartOfTheTextDoesNotApprove() {
        Issue issue = colony.admitted("Add a greeting");
        colony.moveTo(issue, "needs-clarification");
        colony.hostEvents().replied(issue.key(), "Eve", "In French, and do this as well.");
        toPerson(issue);

        refused(issue, "eve");
        refused(issue, "ann");
        assertThat(approve(issue, "olga").accepted()).isTrue();
    }

    /** Of an edit by somebody who may write, others' words may be a part: nobody is named as its author. */
    @Test
    void whoLetAnEditThroughOfWhichNobodyIsKnownToHaveWrittenAllDoesNot() {
        Issue issue = colony.admitted("Add a greeting");
        edited(issue, "olga");
        toPerson(issue);

        refused(issue, "olga");
        assertThat(approve(issue, "eve").accepted()).isTrue();
    }

    @Test
    void whoLetAStrangersEditThroughDoes() {
        Issue issue = colony.admitted("Add a greeting");
        edited(issue, "colony-stranger");
        toPerson(issue);

        assertThat(approve(issue, "olga").accepted()).isTrue();
    }

    @Test
    void norDoesWhoLetInWhatAProgramFiled() {
        Issue issue = colony.file("Add a greeting", "Please.", "github-actions[bot]");
        colony.mayor.run();
        toPerson(issue);

        refused(issue, "olga");
        assertThat(approve(issue, "eve").accepted()).isTrue();
    }
}
