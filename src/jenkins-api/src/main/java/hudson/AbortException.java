package hudson;

import java.io.IOException;

public class AbortException extends IOException {
    public AbortException() {
        throw new UnsupportedOperationException();
    }

    public AbortException(String text) {
        throw new UnsupportedOperationException();
    }
}
