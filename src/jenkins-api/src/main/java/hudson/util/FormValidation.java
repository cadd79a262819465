package hudson.util;

import java.io.IOException;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;

public abstract class FormValidation extends IOException implements HttpResponse {
    public final FormValidation.Kind kind = null;

    public static FormValidation error(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok() {
        throw new UnsupportedOperationException();
    }

    public static FormValidation error(String text, Object... value) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(String text, Object... value) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok(String text, Object... value) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation error(Throwable throwable, String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(Throwable throwable, String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation error(Throwable throwable, String text, Object... value) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(Throwable throwable, String text, Object... value) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation aggregate(Collection<FormValidation> collection) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation errorWithMarkup(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warningWithMarkup(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation okWithMarkup(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validatePositiveInteger(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateRequired(String text) {
        throw new UnsupportedOperationException();
    }

    FormValidation() {
        throw new UnsupportedOperationException();
    }

    public enum Kind {
        OK,
        WARNING,
        ERROR;
    }
}
