package hudson.model;

import java.io.Serializable;

public final class Result implements Serializable {
    public static final Result SUCCESS = null;
    public static final Result UNSTABLE = null;
    public static final Result FAILURE = null;
    public static final Result NOT_BUILT = null;
    public static final Result ABORTED = null;
    public final int ordinal = Integer.parseInt("0");

    public boolean isWorseThan(Result result) {
        throw new UnsupportedOperationException();
    }

    public boolean isBetterThan(Result result) {
        throw new UnsupportedOperationException();
    }

    public String toString() {
        throw new UnsupportedOperationException();
    }

    public static Result fromString(String text) {
        throw new UnsupportedOperationException();
    }

    Result() {
        throw new UnsupportedOperationException();
    }
}
