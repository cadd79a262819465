package io.colony.engine.projection;

import java.util.function.UnaryOperator;

/** What holds for all text that leaves: no secrets, no hidden comments that could pass for our markers, a limit. */
final class OutgoingText {
    /** Characters; GitHub takes 65,536. */
    static final int LIMIT = 60_000;

    /** Characters of a status's description; GitHub takes 140. */
    static final int DESCRIPTION_LIMIT = 140;

    /** Characters of a pull request's title; GitHub takes 256. */
    static final int TITLE_LIMIT = 250;

    private static final String CUT = "\n\n… (cut: the text was too long)";

    private final UnaryOperator<String> redactor;

    OutgoingText(UnaryOperator<String> redactor) {
        this.redactor = redactor;
    }

    /** The projection as it may leave. Applying it again changes nothing. */
    Projection clean(Projection projection) {
        return switch (projection) {
            case Projection.Label label -> new Projection.Label(label.prefix(), redactor.apply(label.label()));
            case Projection.Comment comment ->
                new Projection.Comment(comment.pullRequest(), comment.marker(), clean(comment.body(), LIMIT, CUT));
            case Projection.PullRequestClosed closed -> closed;
            case Projection.IssueClosed closed -> closed;
            case Projection.PullRequestText text ->
                new Projection.PullRequestText(
                        text.number(), clean(text.title(), TITLE_LIMIT, "…"), clean(text.body(), LIMIT, CUT));
            case Projection.Status status ->
                new Projection.Status(
                        status.sha(),
                        redactor.apply(status.context()),
                        status.state(),
                        clean(status.description(), DESCRIPTION_LIMIT, "…"));
        };
    }

    private String clean(String text, int limit, String cut) {
        String clean = redactor.apply(text).replace("<!--", "&lt;!--").replace("\u0000", "");
        if (clean.length() <= limit) {
            return clean;
        }
        int end = limit - cut.length();
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + cut;
    }
}
