package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.stage.HandsLost;
import io.colony.engine.workspace.LocalWorkspaces;
import io.colony.engine.workspace.Workspaces;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Brings a repository to where agents work, which is given no code host's credential: what its mirror lacks comes as a bundle
 * from the trusted clone. A repository that needs no credential is fetched there as anywhere.
 */
final class RepositoryFeed {
    static final String KNOWN = "mirror.known";
    static final String FEED = "clone.feed";

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

    /** From one session's files to another's; the path there. It is a file in between, since it may be large. */
    static String carried(SessionClient from, String name, SessionClient to) {
        try {
            Path between = Files.createTempFile("colony-", ".bundle");
            try {
                try (OutputStream out = Files.newOutputStream(between)) {
                    from.files().copyOut(name, new Limited(out));
                }
                try (InputStream in = Files.newInputStream(between)) {
                    return to.files().copyIn(name, in);
                }
            } finally {
                Files.deleteIfExists(between);
            }
        } catch (IOException failure) {
            throw new HandsLost("Commits could not be carried over: " + failure + ".", failure);
        }
    }

    /** So that whoever works on an agent cannot fill the disk in between. */
    private static final class Limited extends FilterOutputStream {
        private static final long MOST = 4L << 30;
        private long left = MOST;

        Limited(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            take(1);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            out.write(bytes, offset, length);
        }

        private void take(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("it has more than " + MOST + " bytes");
            }
        }
    }
}
