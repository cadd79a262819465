package io.colony.web.host.ask;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssueStanding;
import io.colony.engine.status.ReviewCheck;
import io.colony.web.access.Role;
import java.util.Optional;

/**
 * Has the Inspector look at a pull request of a person's. Answers {@code state}, {@code verdict} and {@code head}; the last two
 * are empty unless the verdict was waited for.
 */
public final class ReviewQuestion implements Question {
    private final IssueKey pullRequest;
    private final boolean wait;

    /** Only spares the code host: asked again by the same name, nothing is carried out. */
    private boolean asked;

    private Optional<ReviewCheck> check = Optional.empty();

    private ReviewQuestion(IssueKey pullRequest, boolean wait) {
        this.pullRequest = pullRequest;
        this.wait = wait;
    }

    /** @throws io.colony.engine.ColonyException which says what is wrong with it */
    public static ReviewQuestion parse(String repository, int number, boolean wait) {
        return new ReviewQuestion(IssueKey.parse(repository + "#" + number), wait);
    }

    @Override
    public Need need() {
        return Need.of(Role.OPERATE, pullRequest);
    }

    @Override
    public Answer look(Doors doors, Asker asker) {
        if (!asked) {
            OperatorAnswer answer = doors.commands()
                    .carryOut(new OperatorCommand(
                            pullRequest,
                            OperatorAction.REVIEW,
                            asker.login(),
                            Optional.empty(),
                            "",
                            asker.name().source(),
                            asker.name().id()));
            if (!answer.accepted()) {
                return new Answer.Refused(answer.text());
            }
            asked = true;
        }
        return doors.status()
                .issue(pullRequest)
                .map(found -> judged(found, asker))
                .orElseGet(() -> Answer.unknown(pullRequest));
    }

    private Answer judged(IssueDetail found, Asker asker) {
        String review = OperatorAction.REVIEW.outcome();
        check = IssueStanding.verdictSince(found, review, asker.login()).map(ReviewCheck::of);
        return judge(wait, IssueStanding.since(found, review, asker.login()));
    }

    @Override
    public Optional<ReviewCheck> check() {
        return check;
    }

    static Answer judge(boolean wait, IssueStanding standing) {
        return wait && standing.verdict().isEmpty()
                ? Answer.held(!standing.isEnd(), standing.toString())
                : Answer.passed(standing);
    }
}
