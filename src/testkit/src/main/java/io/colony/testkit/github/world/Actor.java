package io.colony.testkit.github.world;

import java.util.Map;
import java.util.Optional;

/** Who asks, as the credential says. */
public sealed interface Actor {
    /** The account that acts are from. */
    Account account();

    /** What the quota of requests is counted by. */
    String quotaKey();

    /** A person or machine user with a token of its own. */
    record User(Account account) implements Actor {
        @Override
        public String quotaKey() {
            return "user:" + account.id();
        }
    }

    /** An app within an installation, with what its token may do. */
    record Installed(Installation installation, Map<String, String> permissions) implements Actor {
        @Override
        public Account account() {
            return installation.app().bot();
        }

        @Override
        public String quotaKey() {
            return "installation:" + installation.id();
        }
    }

    /** An app as itself, by its JSON Web Token. */
    record AsApp(App app) implements Actor {
        @Override
        public Account account() {
            return app.bot();
        }

        @Override
        public String quotaKey() {
            return "app:" + app.id();
        }
    }

    /** The installation, where there is one. */
    default Optional<Installation> within() {
        return this instanceof Installed installed ? Optional.of(installed.installation()) : Optional.empty();
    }
}
