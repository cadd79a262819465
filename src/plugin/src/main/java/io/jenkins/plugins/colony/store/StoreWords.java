package io.jenkins.plugins.colony.store;

import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.Messages;

/** How it stands with the store, for people. */
public final class StoreWords {
    private StoreWords() {}

    public static String of(Standing<OpenStore> standing) {
        return switch (standing) {
            case Standing.Unset<OpenStore> unset -> Messages.StoreWords_unset();
            case Standing.Opening<OpenStore> opening -> Messages.StoreWords_opening();
            case Standing.Away<OpenStore> away -> Messages.StoreWords_away(away.why());
            case Standing.Open<OpenStore> open ->
                open.store().trouble().map(Messages::StoreWords_lost).orElseGet(Messages::StoreWords_open);
            case Standing.Closed<OpenStore> closed -> Messages.StoreWords_closed();
        };
    }
}
