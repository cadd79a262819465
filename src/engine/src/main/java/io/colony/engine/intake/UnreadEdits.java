package io.colony.engine.intake;

import io.colony.engine.forge.Forge.Deed;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.LastEdits;
import io.colony.engine.issue.IssueKey;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Words that came after somebody vouched for an issue: its author may change them at any moment, also between the label
 * and our reading. Only the last change of each part is known; whoever may write and changed it after that has read it.
 */
record UnreadEdits(HostSite site) {
    /**
     * The change that whoever put the label on cannot have read.
     *
     * @param stated the issue as it was read before this is asked, so that a change after the reading does not count as read
     */
    Optional<Deed> since(ForgeIssue stated, Deed label) {
        if (stated.author().equalsIgnoreCase(label.login()) || trusted(stated.author())) {
            // Nobody else may change it but those who may write.
            return Optional.empty();
        }
        LastEdits edits = site.forge().lastEdits(stated.key());
        return Stream.of(edits.title(), edits.body())
                .flatMap(Optional::stream)
                // The host's times are whole seconds: within one, which came first cannot be told.
                .filter(edit -> !edit.at().isBefore(label.at()))
                .filter(edit -> !trusted(edit.login()))
                .findFirst();
    }

    /** Which parts of the words as they are now were last changed by somebody who may write, or by nobody. */
    Read read(IssueKey key) {
        LastEdits edits = site.forge().lastEdits(key);
        return new Read(
                edits.title().map(Deed::login).filter(login -> !trusted(login)).isEmpty(),
                edits.body().map(Deed::login).filter(login -> !trusted(login)).isEmpty());
    }

    /** Whether somebody who may write has had the last word. */
    record Read(boolean title, boolean body) {
        static final Read NOTHING = new Read(false, false);
    }

    private boolean trusted(String login) {
        return site.forge().isOwn(login) || site.mayWrite(login);
    }
}
