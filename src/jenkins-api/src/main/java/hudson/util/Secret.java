package hudson.util;

import java.io.Serializable;

public final class Secret implements Serializable {
    public String toString() {
        throw new UnsupportedOperationException();
    }

    public String getPlainText() {
        throw new UnsupportedOperationException();
    }

    public String getEncryptedValue() {
        throw new UnsupportedOperationException();
    }

    public static Secret fromString(String text) {
        throw new UnsupportedOperationException();
    }

    public static String toString(Secret secret) {
        throw new UnsupportedOperationException();
    }

    Secret() {
        throw new UnsupportedOperationException();
    }
}
