package io.colony.engine.forge.github;

import io.colony.engine.secret.Secret;

/** Where a wire gets its credential from. Safe for use by many threads. */
interface TokenSource {
    Secret current();

    /** Whether there is another credential now than the one that was refused. */
    boolean renewed(Secret refused);

    /** What to do where GitHub refuses it. */
    String cure();

    /** A token that stays what it is. */
    static TokenSource fixed(Secret token) {
        return new TokenSource() {
            @Override
            public Secret current() {
                return token;
            }

            @Override
            public boolean renewed(Secret refused) {
                return false;
            }

            @Override
            public String cure() {
                return "The token is expired, revoked or mistyped: make a new one and put it where github.token_file or"
                        + " github.token_variable points (github.coder_... for the coder's)";
            }
        };
    }
}
