package io.colony.engine.agent.program;

import io.colony.engine.agent.AgentRequest;
import java.util.Set;

/** What an agent may do to files, by the stage that asks. */
public enum StageRights {
    /** It looks, and answers: whoever judges a change must not be able to change it. */
    READ,
    /** It writes files and runs commands in its directory. */
    WRITE;

    private static final Set<String> WRITING = Set.of("develop", "prompt-write");

    /** Only a Builder writes, and whoever was asked to outside of any issue. */
    public static StageRights of(AgentRequest request) {
        return WRITING.contains(request.stage()) ? WRITE : READ;
    }
}
