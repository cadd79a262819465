package io.colony.engine.agent.program;

import io.colony.engine.agent.AgentRequest;

/** What an agent may do to files, by the stage that asks. */
public enum StageRights {
    /** It looks, and answers: whoever judges a change must not be able to change it. */
    READ,
    /** It writes files and runs commands in its directory. */
    WRITE;

    /** Only a Builder writes. */
    public static StageRights of(AgentRequest request) {
        return request.stage().equals("develop") ? WRITE : READ;
    }
}
