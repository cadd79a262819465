package io.colony.engine.evidence;

import io.colony.engine.evidence.EvidenceManifest.Claim;
import io.colony.engine.evidence.EvidenceManifest.ClaimedFile;
import io.colony.engine.evidence.EvidenceReport.CheckedFile;
import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.Names;
import io.colony.engine.git.TrustedClone;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the claimed files from the trusted clone: names are exact to the letter's case, links are not followed. What
 * claims nothing is not accepted: a manifest without claims, or a claim without files, gets an entry that is missing.
 */
public final class ClonedEvidenceVerifier implements EvidenceVerifier {
    private static final String NO_CLAIM = "(no claim)";
    private static final String NO_FILE = "(no file)";

    @Override
    public EvidenceReport verify(EvidenceManifest manifest, TrustedClone clone, String base, String head) {
        ChangeSet change = clone.changes(base, head);
        // A file is read once, however many claims name it.
        Map<String, Optional<String>> hashes = new HashMap<>();
        Set<String> touched = change.files().stream().map(ChangedFile::path).collect(Collectors.toSet());
        Function<String, Optional<String>> actual = path -> hashes.computeIfAbsent(
                path, name -> clone.file(change.head(), name).map(ClonedEvidenceVerifier::sha256));
        List<CheckedFile> checked = new ArrayList<>();
        for (Claim claim : manifest.claims()) {
            if (claim.files().isEmpty()) {
                checked.add(missing(claim.text(), NO_FILE, ""));
            }
            for (ClaimedFile file : claim.files()) {
                checked.add(check(claim.text(), file, actual, touched));
            }
        }
        if (checked.isEmpty()) {
            checked.add(missing(NO_CLAIM, NO_FILE, ""));
        }
        return new EvidenceReport(head, List.copyOf(checked));
    }

    private static CheckedFile check(
            String claim, ClaimedFile file, Function<String, Optional<String>> hash, Set<String> touched) {
        if (!Names.isSafePath(file.path())) {
            return new CheckedFile(claim, file.path(), file.sha256(), Optional.empty(), Problem.UNSAFE_PATH);
        }
        Optional<String> actual = hash.apply(file.path());
        if (actual.isEmpty()) {
            return missing(claim, file.path(), file.sha256());
        }
        Problem problem = Problem.NONE;
        if (!actual.get().equals(file.sha256())) {
            problem = Problem.WRONG_HASH;
        } else if (!touched.contains(file.path())) {
            problem = Problem.UNTOUCHED;
        }
        return new CheckedFile(claim, file.path(), file.sha256(), actual, problem);
    }

    private static CheckedFile missing(String claim, String path, String sha256) {
        return new CheckedFile(claim, path, sha256, Optional.empty(), Problem.MISSING);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new EvidenceException("This Java has no SHA-256.");
        }
    }
}
