package io.colony.engine.command;

import io.colony.engine.issue.IssueKey;
import java.util.Optional;

/**
 * What a person asks for.
 *
 * @param login who asks, as the code host knows them
 * @param headSha the commit that is approved; needed for {@link OperatorAction#APPROVE}, ignored otherwise
 * @param reason why, in their words; the finding for {@link OperatorAction#REQUEST_CHANGES}
 * @param source by which door it came, such as {@code cli}
 * @param sourceId names the request within its source: the same one is carried out once
 * @param argument for {@link OperatorAction#STATE} the state; for {@link OperatorAction#APPROVE} {@value
 *     ActionEffects#WITHOUT_VERDICT} where no verdict stands behind it; for a decision on an edit the edit's number, which
 *     {@link OperatorAction#ACCEPT_EDIT} needs unless the command is a comment below the one that told of the edit; ignored
 *     otherwise
 */
public record OperatorCommand(
        IssueKey issue,
        OperatorAction action,
        String login,
        Optional<String> headSha,
        String reason,
        String source,
        String sourceId,
        Optional<String> argument) {

    /** Without an argument. */
    public OperatorCommand(
            IssueKey issue,
            OperatorAction action,
            String login,
            Optional<String> headSha,
            String reason,
            String source,
            String sourceId) {
        this(issue, action, login, headSha, reason, source, sourceId, Optional.empty());
    }

    /** As the log keeps it. */
    CommandLog.Entry entry() {
        String words = action.outcome()
                + headSha.map(sha -> " " + sha).orElse("")
                + argument.map(word -> " " + word).orElse("")
                + (reason.isBlank() ? "" : " " + reason);
        return new CommandLog.Entry(source, sourceId, login, words);
    }
}
