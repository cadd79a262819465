package io.colony.web.access;

import java.util.Locale;

/** What a visitor may do. Each stands for itself: whoever may approve has no right to operate by that. */
public enum Role {
    /** See every page but transcripts and logs of agents. */
    READ,
    /** Move issues, lift breakers, raise budgets. */
    OPERATE,
    /** Approve changes. */
    APPROVE,
    /** Read what agents said and what their programs printed, which may hold more than a reader is to know. */
    TRANSCRIPT;

    /** As people and configuration name it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
