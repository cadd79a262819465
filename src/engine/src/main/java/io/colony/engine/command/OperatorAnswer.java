package io.colony.engine.command;

import java.util.OptionalLong;

/**
 * What became of an {@link OperatorCommand}.
 *
 * @param accepted whether it was carried out; otherwise nothing was changed
 * @param text for the person who asked: where the issue stands now, or why not and what would be possible
 * @param auditId the row of the audit log that says so; empty where nothing was decided, such as for want of permission
 */
public record OperatorAnswer(boolean accepted, String text, OptionalLong auditId) {
    /** One that no row of the audit log stands for by itself. */
    public OperatorAnswer(boolean accepted, String text) {
        this(accepted, text, OptionalLong.empty());
    }
}
