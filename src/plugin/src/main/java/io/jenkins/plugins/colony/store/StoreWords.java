package io.jenkins.plugins.colony.store;

import io.jenkins.plugins.colony.Messages;

/** How it stands with the store, for people. */
public final class StoreWords {
    private StoreWords() {}

    public static String of(Standing<?> standing) {
        return switch (standing) {
            case Standing.Unset<?> unset -> Messages.StoreWords_unset();
            case Standing.Opening<?> opening -> Messages.StoreWords_opening();
            case Standing.Away<?> away -> Messages.StoreWords_away(away.why());
            case Standing.Open<?> open -> Messages.StoreWords_open();
            case Standing.Closed<?> closed -> Messages.StoreWords_closed();
        };
    }
}
