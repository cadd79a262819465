package io.colony.engine.evidence;

import io.colony.engine.git.TrustedClone;

/** Holds a manifest against the files of the pushed commit, as the orchestrator's own clone has them. Pure otherwise. */
public interface EvidenceVerifier {
    /**
     * Checks every claimed file of the manifest.
     *
     * @param base the commit that the work is built on: a claim may only name files that differ from it
     * @param head the commit that is to bear out the claims
     */
    EvidenceReport verify(EvidenceManifest manifest, TrustedClone clone, String base, String head);
}
