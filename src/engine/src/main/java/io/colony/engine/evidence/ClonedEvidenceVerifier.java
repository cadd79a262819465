package io.colony.engine.evidence;

import io.colony.engine.evidence.EvidenceManifest.Claim;
import io.colony.engine.evidence.EvidenceManifest.ClaimedFile;
import io.colony.engine.evidence.EvidenceReport.CheckedFile;
import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.Names;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.process.StopSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the claimed files hashed in the trusted clone: names are exact to the letter's case, links are not followed. What
 * claims nothing is not accepted: a manifest without claims, or a claim without files, gets an entry that is missing.
 *
 * <p>Others wait for the clone meanwhile, so each file is read once however often it is claimed, and not without end.
 */
public final class ClonedEvidenceVerifier implements EvidenceVerifier {
    private static final String NO_CLAIM = "(no claim)";
    private static final String NO_FILE = "(no file)";

    /** Different files: the policies let a hundred through, unless the repository says otherwise. */
    private static final int MOST_FILES = 2_000;
    /** Of the files that are claimed and that the change touches. */
    private static final long MOST_BYTES = 512L << 20;

    private final int mostFiles;
    private final long mostBytes;

    public ClonedEvidenceVerifier() {
        this(MOST_FILES, MOST_BYTES);
    }

    ClonedEvidenceVerifier(int mostFiles, long mostBytes) {
        this.mostFiles = mostFiles;
        this.mostBytes = mostBytes;
    }

    @Override
    public EvidenceReport verify(EvidenceManifest manifest, TrustedClone clone, Between commits, StopSignal stop) {
        Reading reading = new Reading(clone, clone.changes(commits.base(), commits.head()), stop);
        List<CheckedFile> checked = new ArrayList<>();
        for (Claim claim : manifest.claims()) {
            if (claim.files().isEmpty()) {
                checked.add(missing(claim.text(), NO_FILE, ""));
            }
            for (ClaimedFile file : claim.files()) {
                checked.add(check(claim.text(), file, reading));
            }
        }
        if (checked.isEmpty()) {
            checked.add(missing(NO_CLAIM, NO_FILE, ""));
        }
        return new EvidenceReport(commits.head(), List.copyOf(checked));
    }

    private static CheckedFile check(String claim, ClaimedFile file, Reading reading) {
        if (!Names.isSafePath(file.path())) {
            return new CheckedFile(claim, file.path(), file.sha256(), Optional.empty(), Problem.UNSAFE_PATH);
        }
        Optional<String> actual = reading.sha256(file.path());
        if (actual.isEmpty()) {
            return missing(claim, file.path(), file.sha256());
        }
        Problem problem = Problem.NONE;
        if (!actual.get().equals(file.sha256())) {
            problem = Problem.WRONG_HASH;
        } else if (!reading.touched(file.path())) {
            problem = Problem.UNTOUCHED;
        }
        return new CheckedFile(claim, file.path(), file.sha256(), actual, problem);
    }

    private static CheckedFile missing(String claim, String path, String sha256) {
        return new CheckedFile(claim, path, sha256, Optional.empty(), Problem.MISSING);
    }

    /** The files of one commit. */
    private final class Reading {
        private final TrustedClone clone;
        private final String head;
        private final StopSignal stop;
        private final Map<String, Long> touched = new HashMap<>();
        private final Map<String, Optional<String>> hashes = new HashMap<>();
        private long bytes;

        Reading(TrustedClone clone, ChangeSet change, StopSignal stop) {
            this.clone = clone;
            this.head = change.head();
            this.stop = stop;
            change.files().forEach((ChangedFile file) -> touched.put(file.path(), file.bytes()));
        }

        boolean touched(String path) {
            return touched.containsKey(path);
        }

        Optional<String> sha256(String path) {
            return hashes.computeIfAbsent(path, this::read);
        }

        private Optional<String> read(String path) {
            stop.check();
            bytes += touched.getOrDefault(path, 0L);
            if (hashes.size() >= mostFiles || bytes > mostBytes) {
                throw new RefusedContent("The claims name more than " + mostFiles + " files, or files of more than "
                        + mostBytes + " bytes in all; so much is not read. Name those that show what was done.");
            }
            return clone.sha256(head, path);
        }
    }
}
