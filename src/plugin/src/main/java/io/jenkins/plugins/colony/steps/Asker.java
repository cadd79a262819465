package io.jenkins.plugins.colony.steps;

import io.colony.web.access.Role;
import java.io.Serializable;
import java.util.Optional;

/** Whom a build acts for. Kept with the build. */
final class Asker implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean person;

    /** @param person neither Jenkins itself nor whoever has not signed in */
    Asker(String name, boolean person) {
        this.name = name;
        this.person = person;
    }

    String name() {
        return name;
    }

    /**
     * Why not; empty where they may. A build that acts for nobody may read: whoever starts one sees its log in any case.
     *
     * @param granted whether they have the permission that the role takes
     */
    Optional<String> refusal(Role role, boolean granted) {
        if (!person) {
            return role == Role.READ ? Optional.empty() : Optional.of(Messages.Asker_nobody(name));
        }
        return granted ? Optional.empty() : Optional.of(Messages.Asker_lacks(name, word(role)));
    }

    private static String word(Role role) {
        return switch (role) {
            case READ -> "Read";
            case OPERATE -> "Operate";
            case APPROVE -> "Approve";
            case TRANSCRIPT -> "ViewTranscript";
        };
    }
}
