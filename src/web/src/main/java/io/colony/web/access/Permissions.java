package io.colony.web.access;

import io.colony.engine.command.OperatorAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which role each address and each command takes: the one table that the servlet, the buttons and the API go by.
 */
public final class Permissions {
    /** Parts of addresses below which stands what agents said and what their programs printed. */
    private static final List<String> TRANSCRIPTS =
            List.of("runs", "gates", "transcript", "transcripts", "log", "logs");

    /** So many steps after these are names, which may be like anything. */
    private static final Map<String, Integer> NAMES = Map.of("issues", 3, "repositories", 2, "tenants", 1);

    private Permissions() {}

    /**
     * What it takes to read this address; empty for what everybody may have.
     *
     * @param path from the mount point on, such as {@code /issues/acme/shop/2}
     */
    public static Optional<Role> toRead(String path) {
        List<String> steps = List.of(path.substring(1).split("/", -1));
        if (isOpen(steps)) {
            return Optional.empty();
        }
        return Optional.of(afterNames(steps).stream().anyMatch(TRANSCRIPTS::contains) ? Role.TRANSCRIPT : Role.READ);
    }

    /** What a command takes. Deciding about a change is for those who may approve; all else is moving issues. */
    public static Role toDo(OperatorAction action) {
        return switch (action) {
            case APPROVE, REQUEST_CHANGES -> Role.APPROVE;
            case PAUSE, RESUME, RETRY, REVIEW, CANCEL, REIMPLEMENT, STATE, ACCEPT_EDIT, REJECT_EDIT -> Role.OPERATE;
        };
    }

    /** Whether it is asked for without a name, from wherever: it says whether the program runs, and nothing more. */
    public static boolean isHealth(String path) {
        return path.startsWith("/health/");
    }

    private static boolean isOpen(List<String> steps) {
        return steps.getFirst().equals("assets") || steps.getFirst().equals("health");
    }

    /** An owner, a repository or a tenant may be called like anything. */
    private static List<String> afterNames(List<String> steps) {
        int kind = steps.getFirst().equals("api") ? 2 : 0;
        if (kind >= steps.size()) {
            return steps;
        }
        return Optional.ofNullable(NAMES.get(steps.get(kind)))
                .map(names -> steps.subList(Math.min(kind + names + 1, steps.size()), steps.size()))
                .orElse(steps);
    }
}
