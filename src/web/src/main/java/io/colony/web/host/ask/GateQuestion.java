package io.colony.web.host.ask;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.Expectation;
import io.colony.engine.status.IssueStanding;
import io.colony.web.access.Role;

/**
 * Whether an issue stands where it has to. Answers {@code state}, {@code verdict} and {@code head}, each a text that may be
 * empty.
 *
 * @param waits whether it is asked again where the issue may still come there
 */
public record GateQuestion(IssueKey issue, Expectation expected, boolean waits) implements Question {
    /**
     * Reads what somebody wrote.
     *
     * @throws io.colony.engine.ColonyException which says what is wrong with it
     */
    public static GateQuestion parse(String issue, String state, String verdict, boolean wait) {
        return new GateQuestion(IssueKey.parse(issue), Expectation.parse(state, verdict), wait);
    }

    @Override
    public Need need() {
        return Need.of(Role.READ, issue);
    }

    @Override
    public Answer look(Doors doors, Asker asker) {
        return doors.status()
                .issue(issue)
                .map(found -> judge(IssueStanding.of(found)))
                .orElseGet(() -> Answer.unknown(issue));
    }

    /** Whether an issue may pass that stands there. One that has ended is not waited for. */
    Answer judge(IssueStanding standing) {
        return expected.isMet(standing)
                ? Answer.passed(standing)
                : Answer.held(waits && !standing.isEnd(), standing + " What may pass: " + expected + ".");
    }
}
