package io.colony.engine.evidence;

import io.colony.engine.ColonyException;

/** A development report whose claims cannot be read; the message says which. */
public final class EvidenceException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public EvidenceException(String message) {
        super(message);
    }
}
