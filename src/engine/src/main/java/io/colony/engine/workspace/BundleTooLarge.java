package io.colony.engine.workspace;

import io.colony.engine.git.RefusedContent;

/** An agent's commits are larger than what is taken over. */
public final class BundleTooLarge extends RefusedContent {
    private static final long serialVersionUID = 1L;

    BundleTooLarge(long bytes, long limit) {
        super("The change takes " + bytes + " bytes as a git bundle; the limit is " + limit
                + ". Keep large and generated files out of it.");
    }
}
