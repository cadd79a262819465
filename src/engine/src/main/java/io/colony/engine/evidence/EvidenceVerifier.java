package io.colony.engine.evidence;

import io.colony.engine.git.TrustedClone;
import io.colony.engine.process.StopSignal;

/** Holds a manifest against the files of the pushed commit, as the orchestrator's own clone has them. Pure otherwise. */
public interface EvidenceVerifier {
    /**
     * Checks every claimed file of the manifest.
     *
     * @throws io.colony.engine.git.RefusedContent where more is claimed than is read; the message is for the agent
     * @throws io.colony.engine.process.Stopped where a stop was asked for meanwhile
     */
    EvidenceReport verify(EvidenceManifest manifest, TrustedClone clone, Between commits, StopSignal stop);

    /**
     * What the claims are about.
     *
     * @param base the commit that the work is built on: a claim may only name files that differ from it
     * @param head the commit that is to bear out the claims
     */
    record Between(String base, String head) {}
}
