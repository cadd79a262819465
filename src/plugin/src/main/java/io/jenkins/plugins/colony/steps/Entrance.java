package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import io.colony.engine.ColonyException;
import io.colony.web.access.Role;
import io.colony.web.host.ask.Need;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.IssueJobName;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where it is decided whether a step may begin: for whom its build acts, and what they may. */
final class Entrance {
    private Entrance() {}

    /**
     * Asks for permission, in the thread in which Jenkins has set whom the build acts for.
     *
     * @param need throws what says what is wrong with the step's arguments
     * @return what they are called on the code host
     */
    static String login(Supplier<Need> need) throws AbortException {
        JenkinsFacade jenkins = new JenkinsFacade();
        try {
            Need known = need.get();
            String item = IssueJobName.item(known.repository(), known.issue());
            boolean granted = jenkins.may(item, ColonyPermissions.of(known.role()));
            Optional<String> refusal = refusal(known.role(), item, jenkins.user(), jenkins.isPerson(), granted);
            if (refusal.isPresent()) {
                throw new AbortException(refusal.get());
            }
        } catch (ColonyException wrong) {
            throw (AbortException) new AbortException(wrong.getMessage()).initCause(wrong);
        }
        return ColonyConfiguration.current().login(jenkins.user());
    }

    /**
     * Why somebody may not ask; empty where they may. A build that acts for nobody may read.
     *
     * @param person neither Jenkins itself nor whoever has not signed in
     * @param granted whether they have the permission that it takes
     */
    static Optional<String> refusal(Role role, String item, String name, boolean person, boolean granted) {
        if (!person) {
            return role == Role.READ ? Optional.empty() : Optional.of(Messages.ColonyStep_nobody(name));
        }
        String permission = role.name().charAt(0) + role.name().substring(1).toLowerCase(Locale.ROOT);
        return granted ? Optional.empty() : Optional.of(Messages.ColonyStep_lacks(name, permission, item));
    }

    /** An argument that may be left out. */
    static String text(@Nullable String argument) {
        return argument == null ? "" : argument.strip();
    }
}
