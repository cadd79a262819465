package io.colony.web.layout;

import static io.colony.web.html.Html.tag;

import io.colony.web.html.Html;
import java.util.List;

/**
 * How to do what a page cannot: that depends on what the pages stand in.
 *
 * @param firstIssue said where there is no issue yet
 * @param firstWorker said where there is no worker
 * @param auditProof said of the audit log
 */
public record Hints(Hint firstIssue, Hint firstWorker, Hint auditProof) {
    /** The stand-alone program. */
    public static final Hints PROGRAM = new Hints(
            new Hint(
                    "No issue yet. File one with {0}, or try the sample with {1}.",
                    List.of("bin/colony issue add --repo OWNER/NAME --title TITLE --body FILE", "bin/colony demo")),
            new Hint("No worker has been seen today. Start some with {0}.", List.of("bin/colony up")),
            new Hint(
                    "Each row is sealed into its tenant's chain within a second or so. {0} proves that nothing was"
                            + " changed.",
                    List.of("bin/colony audit verify")));

    /** A server that runs stages in builds. */
    public static final Hints BUILDS = new Hints(
            new Hint(
                    "No issue yet. Give one, on the code host, the label by which its repository takes issues in.",
                    List.of()),
            new Hint(
                    "No worker has been seen today: stages run in builds. For those, give an agent the label {0}.",
                    List.of("colony")),
            new Hint(
                    "Each row is sealed into its tenant's chain within a second or so. {0} of the stand-alone program"
                            + " proves that nothing was changed.",
                    List.of("colony audit verify")));

    /**
     * A sentence.
     *
     * @param english with {@code {0}}, {@code {1}} for what is to be typed
     */
    public record Hint(String english, List<String> typed) {
        public Html in(Show show) {
            return show.say(
                    english, typed.stream().map(text -> tag("code", text)).toArray());
        }
    }
}
