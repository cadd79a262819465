package io.colony.web.host.ask;

import io.colony.engine.ColonyException;
import io.colony.engine.ledger.Usd;

/** An amount of US dollars, as somebody wrote it. */
public final class Amount {
    private Amount() {}

    /** @throws ColonyException where it is none */
    public static Usd of(String text) {
        if (!text.matches("[0-9]{1,9}([.][0-9]{1,6})?")) {
            throw new ColonyException("'" + text + "' is no amount of dollars: it should read like 7.50.");
        }
        return Usd.of(text);
    }
}
