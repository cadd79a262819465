package io.colony.web.host.ask;

import io.colony.engine.intake.Intake.Admission;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Role;

/** Lets an issue in for somebody who may write to its repository, as their label on the code host does. Answers its state. */
public record IntakeQuestion(IssueKey issue) implements Question {
    /** @throws io.colony.engine.ColonyException which says what is wrong with it */
    public static IntakeQuestion parse(String repository, int number) {
        return new IntakeQuestion(IssueKey.parse(repository + "#" + number));
    }

    @Override
    public Need need() {
        return Need.of(Role.OPERATE, issue);
    }

    @Override
    public Answer look(Doors doors, Asker asker) {
        return switch (doors.intake().ask(issue, asker.login())) {
            case Admission.Admitted(Issue admitted) ->
                new Answer.Done(admitted.state().slug(), admitted.key() + " is " + admitted.state() + ".");
            case Admission.Refused(String why) -> new Answer.Refused(why);
        };
    }
}
