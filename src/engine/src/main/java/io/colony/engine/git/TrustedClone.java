package io.colony.engine.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The orchestrator's own bare clone of a repository: where evidence is read, commits are taken in, rebased and pushed
 * from. No model and no code of the repository runs here: no hooks, no filters, no external diff.
 *
 * <p>Failures are {@link GitException}s. One thread at a time; {@link TrustedClones} hands them out so.
 */
public interface TrustedClone {
    /** How the last line of a diff begins that was cut; no line of a diff's own does. */
    String DIFF_CUT = "[diff cut";

    /** The git directory; what pushes pass to the code host's adapter. */
    Path directory();

    /** Fetches the code host's branches. */
    void fetch();

    /** The commit that a branch of the code host pointed at when last fetched. */
    Optional<String> tip(String branch);

    /**
     * Takes in an agent's commits: size-limited, objects checked, and the head must descend from {@code startSha}.
     *
     * @return the bundle's head
     */
    String importBundle(Path bundle, String startSha, long maxBytes);

    /**
     * Writes commits as a git bundle, for a machine that may not ask the code host itself.
     *
     * @param to a file that is not there yet
     * @param wanted its branches are called {@code feed-0}, {@code feed-1} ...
     * @param has commits that the machine has, with all that they are built on; unknown ones are passed over
     */
    void bundle(Path to, List<String> wanted, List<String> has);

    boolean contains(String sha);

    /**
     * Fetches one commit by its name where it is not here yet, such as the head of a pull request from a fork.
     *
     * @throws GitException where the code host does not have it, or does not give it by name
     * @throws RefusedContent where it comes with something too large to be looked at
     */
    void bring(String sha);

    /**
     * Looks, without unpacking, whether the files at {@code head} can be written and compared: somebody may have pushed what is
     * small in a pack and fills a disk. To be asked about every commit that was fetched and not taken in by {@link
     * #importBundle}, before anything else is done with it.
     *
     * @param base what is there already; where both have no common ancestor, all files of {@code head} count
     * @throws RefusedContent where there is too much; the message is for whoever pushed it
     */
    void measure(String base, String head);

    /** {@link #measure} of every commit after the merge base, for whoever goes over them one by one. */
    void measureEach(String base, String head);

    boolean isAncestor(String ancestor, String descendant);

    String mergeBase(String one, String other);

    /** What changed between the merge base of both and {@code head}, renames resolved. */
    ChangeSet changes(String base, String head);

    /** The change as a unified diff, cut after {@code maxBytes} with a line that says so. */
    String diff(String base, String head, int maxBytes);

    /** A file's content at a commit, of at most 64 MiB; empty where there is no such regular file. */
    Optional<byte[]> file(String sha, String path);

    /**
     * The SHA-256 of a file's content at a commit, in lower-case hexadecimal; empty where there is no such regular file.
     *
     * @throws RefusedContent where it has more than 256 MiB
     */
    Optional<String> sha256(String sha, String path);

    /** The paths of the files at a commit that end so, links and submodules included: of all there may be millions. */
    Set<String> paths(String sha, String ending);

    /** The paths of a commit's symbolic links. */
    List<String> links(String sha);

    /** What the symbolic link at this path says, unresolved; empty where there is none. */
    Optional<String> linkTarget(String sha, String path);

    /** Subjects of the commits after {@code base} up to {@code head}, oldest first. */
    List<String> subjects(String base, String head);

    /** The commits after {@code base} up to {@code head}, oldest first, with their whole messages. */
    List<Commit> commits(String base, String head);

    /**
     * The same commits with the same trees, all by one author and with messages that were gone over; where that changes
     * nothing, they stay what they are.
     *
     * @param identity name and address, such as {@code Ann <ann@example.org>}; times stay
     * @return the new head
     */
    String reworded(String base, String head, String identity, UnaryOperator<String> message);

    /** A commit. */
    record Commit(String sha, String message) {}

    /**
     * A hash of the change that stays the same over a clean rebase: SHA-256 in hexadecimal. Unlike {@code git patch-id} it
     * counts white space and the bytes of binary files.
     */
    String patchId(String base, String head);

    /** The commits before this one along first parents, the nearest first; at most so many. */
    List<String> firstParents(String sha, int most);

    /**
     * The commit that took a change back, whatever its message says: the oldest on the first-parent line after {@code
     * merged} that touches none but the change's files and at which all of them are again as they were. A commit that does
     * more than that is none.
     *
     * @param before the commit that the change was added to
     * @param merged the commit that holds the change
     * @param tip a descendant of {@code merged}
     */
    Optional<String> takenBack(String before, String merged, String tip);

    /** Replays the commits between {@code base} and {@code head} on {@code onto}, or says where they conflict. */
    default RebaseResult rebase(String base, String head, String onto) {
        return rebase(base, head, onto, Map.of());
    }

    /**
     * The same with answers for hunks that no rule resolves. Such hunks are counted from 0 over the whole rebase;
     * {@link RebaseResult.Conflicted#hunks} lists them at these indexes, up to and including the first commit that
     * lacks an answer. So whoever answers asks again until none is missing, giving the earlier answers each time. An
     * answer that leaves conflict markers counts as missing, and so does any for a hunk with line 0.
     */
    RebaseResult rebase(String base, String head, String onto, Map<Integer, RebaseResult.Resolution> resolutions);
}
