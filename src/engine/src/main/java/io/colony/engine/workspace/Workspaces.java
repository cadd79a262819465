package io.colony.engine.workspace;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Clean directories for model work and for gates: one per attempt, each a clone of its own, without any credential.
 *
 * <p>A bare mirror per machine and repository feeds them; no {@code .git} directory is shared. Failures are {@link
 * io.colony.engine.git.GitException}s. Safe for use by many threads and processes.
 */
public interface Workspaces {
    /**
     * Makes a directory for an agent: a detached checkout of {@code startSha}, hooks and fsmonitor off, agent
     * configuration of the repository ({@code .claude/}, {@code CLAUDE.md} ...) restored from {@code baseSha}.
     */
    AgentWorkspace createForAgent(Request request);

    /** Where the gates of a commit run. Nothing is made yet; the directories' names begin with the request's. */
    GateWorkspaces forGates(Request request);

    /**
     * What to check out.
     *
     * @param repository {@code owner/name}
     * @param cloneUrl where the mirror fetches from; reads only
     * @param name names the directory, such as {@code issue-7-run-12}
     * @param startSha the commit to check out
     * @param baseSha the commit whose agent configuration stands in the checkout
     */
    record Request(String repository, String cloneUrl, String name, String startSha, String baseSha) {
        /** The same for one of several directories. */
        Request numbered(int number) {
            return new Request(repository, cloneUrl, name + "-" + number, startSha, baseSha);
        }
    }

    /** An agent's directory. Closing it removes it; what the agent did not touch may be kept for another attempt. */
    interface AgentWorkspace extends AutoCloseable {
        /** The checkout. */
        Path directory();

        /** An empty directory that becomes the agent's {@code HOME}. */
        Path home();

        /**
         * Commits what the agent left uncommitted (except restored configuration) and packs all commits since the start
         * into a git bundle.
         *
         * @return empty when nothing was changed
         * @throws io.colony.engine.git.RefusedContent when what the agent left cannot be taken; the message is for it
         * @throws BundleTooLarge when the bundle would be larger than {@code maxBytes}
         */
        Optional<ExportedCommits> export(String commitMessage, long maxBytes);

        /**
         * Saves unfinished work as {@code refs/colony/recovery/<name>} in the machine's mirror; empty if there is none.
         *
         * @throws io.colony.engine.git.RefusedContent when it is more than is kept, or cannot be taken
         */
        Optional<String> saveRecovery();

        @Override
        void close();
    }

    /**
     * An agent's commits on their way to where trusted git work is done.
     *
     * @param bundle a git bundle; its prerequisite is the start commit
     */
    record ExportedCommits(Path bundle, String headSha, long bytes) {}

    /** Workspaces at one commit, one for each run of each gate. */
    @FunctionalInterface
    interface GateWorkspaces {
        /** Makes a fresh checkout of the commit: nothing of an agent's or of another gate's is in it. */
        GateWorkspace fresh();
    }

    /** A directory for one run of one gate. Closing it removes it. */
    interface GateWorkspace extends AutoCloseable {
        /** The checkout. */
        Path directory();

        /** An empty directory that becomes the gate's {@code HOME}. */
        Path home();

        /**
         * Another workspace at the same commit for a gate that builds on this one's: a fresh checkout with an empty {@code
         * HOME}, to which the files are copied that lie here besides the commit's own. This one stays as it is.
         *
         * <p>Of every path that the commit has, the commit's file is there. Nothing called {@code .git} is copied, links are
         * copied as links. The commit's files get the time that they had here, so that build tools find their results newer.
         *
         * @throws io.colony.engine.git.RefusedContent when what lies here cannot be copied, or is too much
         */
        GateWorkspace handOn();

        @Override
        void close();
    }
}
