package io.colony.web.exchange;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.StatusQueries;
import java.util.List;
import java.util.regex.Pattern;

/** What the steps of an address name. */
public final class Addresses {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private Addresses() {}

    public static IssueDetail detail(StatusQueries status, IssueKey key) {
        return status.issue(key).orElseThrow(() -> missing("Issue " + key + " is not known here"));
    }

    /** The issue that three steps name: owner, name, number. */
    public static IssueKey key(List<String> steps, int from) {
        String owner = steps.get(from);
        String name = steps.get(from + 1);
        if (!NAME.matcher(owner).matches() || !NAME.matcher(name).matches()) {
            throw unknown();
        }
        return new IssueKey(owner + "/" + name, number(steps.get(from + 2)));
    }

    public static long number(String step) {
        if (!NUMBER.matcher(step).matches()) {
            throw unknown();
        }
        return Long.parseLong(step);
    }

    public static RequestProblem unknown() {
        return missing("There is nothing at this address");
    }

    public static RequestProblem missing(String what) {
        return new RequestProblem(Problem.notFound(what));
    }
}
