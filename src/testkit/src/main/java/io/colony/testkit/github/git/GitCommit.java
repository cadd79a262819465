package io.colony.testkit.github.git;

import java.util.List;
import org.eclipse.jgit.lib.PersonIdent;

/** A commit as git holds it. */
public record GitCommit(
        String sha, String tree, List<String> parents, PersonIdent author, PersonIdent committer, String message) {
    public String subject() {
        return message.lines().findFirst().orElse("");
    }
}
