package hudson.model;

import java.util.Set;

public abstract class Label extends Actionable implements Comparable<Label> {
    public final String getName() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public abstract String getExpression();

    public final boolean matches(Node node) {
        throw new UnsupportedOperationException();
    }

    public Set<Node> getNodes() {
        throw new UnsupportedOperationException();
    }

    public boolean isAssignable() {
        throw new UnsupportedOperationException();
    }

    public boolean isOffline() {
        throw new UnsupportedOperationException();
    }

    public boolean contains(Node node) {
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    public static Label get(String text) {
        throw new UnsupportedOperationException();
    }

    public static Label parseExpression(String text) {
        throw new UnsupportedOperationException();
    }

    Label() {
        throw new UnsupportedOperationException();
    }
}
