package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.stage.HandsLost;
import io.colony.engine.workspace.LocalWorkspaces;
import io.colony.engine.workspace.Workspaces;
import java.util.List;
import java.util.Map;

/**
 * Brings a repository to where agents work, which is given no code host's credential: what its mirror lacks comes as a bundle
 * from the trusted clone. A repository that needs no credential is fetched there as anywhere.
 */
final class RepositoryFeed {
    static final String KNOWN = "mirror.known";
    static final String FEED = "clone.feed";
    private static final long MOST = 4L << 30;

    private final SessionClient working;
    private final SessionClient trusted;
    private final RemoteAccess reading;

    RepositoryFeed(SessionClient working, SessionClient trusted, RemoteAccess reading) {
        this.working = working;
        this.trusted = trusted;
        this.reading = reading;
    }

    /** What is to be bundled. */
    record Asked(String repository, String url, Map<String, String> access, List<String> wanted, List<String> has) {}

    /** The request as the working session can carry it out. */
    Workspaces.Request fed(Workspaces.Request request) {
        Map<String, String> access = reading.environment(request.cloneUrl());
        if (access.isEmpty()) {
            return request;
        }
        LocalWorkspaces.Known known = working.call(KNOWN, Wire.tree(request), new TypeReference<>() {});
        if (known.missing().isEmpty()) {
            return request;
        }
        String bundle = trusted.call(
                FEED,
                Wire.tree(new Asked(request.repository(), request.cloneUrl(), access, known.missing(), known.tips())),
                new TypeReference<>() {});
        return new Workspaces.Request(
                request.repository(),
                carried(trusted, bundle, working),
                request.name(),
                request.startSha(),
                request.baseSha());
    }

    /**
     * From one session's files to another's, piece by piece; the path there. Whoever works on an agent can fill no disk by
     * it.
     */
    static String carried(SessionClient from, String name, SessionClient to) {
        long at = 0;
        while (true) {
            byte[] piece = from.files().piece(name, at);
            String path = to.files().put(name, at, piece);
            if (piece.length == 0) {
                return path;
            }
            at += piece.length;
            if (at > MOST) {
                throw new HandsLost("Commits could not be carried over: they have more than " + MOST + " bytes.");
            }
        }
    }
}
