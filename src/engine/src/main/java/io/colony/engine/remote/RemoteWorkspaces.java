package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.stage.HandsLost;
import io.colony.engine.workspace.Workspaces;
import java.nio.file.Path;
import java.util.Optional;

/** Workspaces on the session's machine: their paths mean something there only. */
final class RemoteWorkspaces implements Workspaces {
    static final String CREATE = "workspace.create";
    static final String EXPORT = "workspace.export";
    static final String SAVE = "workspace.save";
    static final String CLOSE = "workspace.close";

    private final SessionClient session;
    private final RepositoryFeed feed;

    RemoteWorkspaces(SessionClient session, RepositoryFeed feed) {
        this.session = session;
        this.feed = feed;
    }

    /** A workspace that was made. */
    record Made(Path directory, Path home) {}

    /** What is to be exported. */
    record Export(String message, long maxBytes) {}

    /** @param file the name of a file of the session */
    record Exported(String file, String headSha, long bytes) {}

    @Override
    public AgentWorkspace createForAgent(Request request) {
        return new RemoteWorkspace(session.call(CREATE, Wire.tree(feed.fed(request)), new TypeReference<Made>() {}));
    }

    /** Made where the gates run. */
    @Override
    public GateWorkspaces forGates(Request request) {
        return new OfRequest(feed.fed(request));
    }

    /** Carries what {@link RemoteGates} passes on. */
    record OfRequest(Request request) implements GateWorkspaces {
        @Override
        public GateWorkspace fresh() {
            throw new HandsLost("The gates' workspaces are made on the machine that runs them, and not here.");
        }
    }

    private final class RemoteWorkspace implements AgentWorkspace {
        private final Made made;

        RemoteWorkspace(Made made) {
            this.made = made;
        }

        @Override
        public Path directory() {
            return made.directory();
        }

        @Override
        public Path home() {
            return made.home();
        }

        /** The bundle's path is its name among the session's files; {@link RemoteClones} fetches it. */
        @Override
        public Optional<ExportedCommits> export(String commitMessage, long maxBytes) {
            return session.call(
                            EXPORT,
                            Wire.tree(new Export(commitMessage, maxBytes)),
                            new TypeReference<Optional<Exported>>() {})
                    .map(exported ->
                            new ExportedCommits(Path.of(exported.file()), exported.headSha(), exported.bytes()));
        }

        @Override
        public Optional<String> saveRecovery() {
            return session.call(SAVE, Wire.object(), new TypeReference<>() {});
        }

        @Override
        public void close() {
            session.call(CLOSE, Wire.object(), event -> {});
        }
    }
}
