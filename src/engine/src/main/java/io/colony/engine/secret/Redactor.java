package io.colony.engine.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes secrets out of text: as they are, in base64 wherever they begin in what was encoded, URL-encoded, and escaped for
 * JSON. A secret shorter than {@value #SHORTEST} characters is left, since hiding it would hide ordinary words. Safe for
 * use by many threads.
 */
public final class Redactor {
    /** What stands in a secret's place. */
    public static final String MARK = "[redacted]";

    /** Hides nothing. */
    public static final Redactor NONE = new Redactor(List.of());

    private static final int SHORTEST = 4;

    private final List<SecretShape> shapes;
    private final int longest;

    private Redactor(List<SecretShape> shapes) {
        this.shapes = shapes;
        this.longest = shapes.stream().mapToInt(SecretShape::longest).max().orElse(0);
    }

    /** Hides these. */
    public static Redactor of(Collection<Secret> secrets) {
        return new Redactor(secrets.stream()
                .map(Secret::reveal)
                .distinct()
                .filter(value -> value.length() >= SHORTEST)
                .flatMap(value -> Stream.of(
                        SecretShape.text(value),
                        SecretShape.base64(value, 0),
                        SecretShape.base64(value, 1),
                        SecretShape.base64(value, 2)))
                .toList());
    }

    /** A text that is there as a whole. */
    public String redact(String text) {
        if (shapes.isEmpty()) {
            return text;
        }
        InPieces pieces = inPieces();
        return pieces.accept(text) + pieces.finish();
    }

    /** For a text that comes in pieces. */
    public InPieces inPieces() {
        return new InPieces();
    }

    private record Span(int from, int to) {}

    /**
     * Redacts a text that comes in pieces, wherever the pieces' borders are: what could be the beginning of a secret is
     * held back until it is known. Used by one thread.
     */
    public final class InPieces {
        private final StringBuilder held = new StringBuilder();
        /** How much of what is held belongs to a secret whose mark was already given. */
        private int covered;

        private InPieces() {}

        /** Takes the next piece; gives what is certain by now, which may be nothing. */
        public String accept(String piece) {
            held.append(piece);
            // Whatever begins before this place has ended before the end of what is held.
            int certain = held.length() - Math.max(0, longest - 1);
            if (certain > 0 && certain < held.length() && Character.isLowSurrogate(held.charAt(certain))) {
                certain--;
            }
            return certain > 0 ? release(certain) : "";
        }

        /** Gives the rest. */
        public String finish() {
            return release(held.length());
        }

        private String release(int certain) {
            StringBuilder released = new StringBuilder();
            int at = covered;
            int coveredTo = covered;
            for (Span span : spans(certain)) {
                if (span.from() >= coveredTo) {
                    released.append(held, at, span.from());
                    released.append(MARK);
                }
                coveredTo = Math.max(coveredTo, span.to());
                at = coveredTo;
            }
            if (at < certain) {
                released.append(held, at, certain);
            }
            held.delete(0, certain);
            covered = Math.max(0, coveredTo - certain);
            return released.toString();
        }

        /** Where secrets stand that begin before the given place, by their beginning. */
        private List<Span> spans(int certain) {
            List<Span> spans = new ArrayList<>();
            for (SecretShape shape : shapes) {
                for (int from = 0; from < certain; from++) {
                    int to = shape.end(held, from);
                    if (to >= 0) {
                        spans.add(new Span(from, to));
                    }
                }
            }
            spans.sort(Comparator.comparingInt(Span::from));
            return spans;
        }
    }
}
