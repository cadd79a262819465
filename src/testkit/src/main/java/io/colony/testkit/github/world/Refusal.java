package io.colony.testkit.github.world;

import io.colony.engine.ColonyException;
import java.util.List;
import java.util.Map;

/** What GitHub refuses, with its status and words. */
public final class Refusal extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Map<String, String>> errors;

    public Refusal(int status, String message) {
        this(status, message, List.of());
    }

    private Refusal(int status, String message, List<Map<String, String>> errors) {
        super(message);
        this.status = status;
        this.errors = errors;
    }

    public static Refusal notFound() {
        return new Refusal(404, "Not Found");
    }

    /** A 422 with GitHub's words about one resource. */
    public static Refusal invalid(String resource, String message) {
        return new Refusal(
                422, "Validation Failed", List.of(Map.of("resource", resource, "code", "custom", "message", message)));
    }

    /** A 422 about a field: {@code missing_field}, {@code invalid} or {@code already_exists}. */
    public static Refusal invalidField(String resource, String field, String code) {
        return new Refusal(
                422, "Validation Failed", List.of(Map.of("resource", resource, "field", field, "code", code)));
    }

    public int status() {
        return status;
    }

    public List<Map<String, String>> errors() {
        return errors;
    }
}
