package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.RebaseResult;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.git.TrustedClones;
import io.colony.engine.stage.HandsLost;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Trusted clones on the session's machine; agents' commits come to them from where the agents work. */
final class RemoteClones implements TrustedClones {
    static final String OPEN = "clone.open";
    static final String LET_GO = "clone.let-go";
    private static final String BASE = "base";
    private static final String HEAD = "head";
    private static final int MOST_FILE = 64 << 20;

    private final SessionClient session;
    private final SessionClient working;
    private final RemoteAccess reading;

    /** @param reading what git is given there to fetch with */
    RemoteClones(SessionClient session, SessionClient working, RemoteAccess reading) {
        this.session = session;
        this.working = working;
        this.reading = reading;
    }

    /** Which clone, and what it is fetched with. */
    record Open(String repository, String url, Map<String, String> access) {}

    @Override
    public <T extends @Nullable Object> T with(String repository, String cloneUrl, Function<TrustedClone, T> function) {
        Path directory = session.call(
                OPEN,
                Wire.tree(new Open(repository, cloneUrl, reading.environment(cloneUrl))),
                new TypeReference<>() {});
        try {
            return function.apply(new RemoteClone(directory));
        } finally {
            session.call(LET_GO, Wire.object(), event -> {});
        }
    }

    private final class RemoteClone implements TrustedClone {
        private final Path directory;

        RemoteClone(Path directory) {
            this.directory = directory;
        }

        private JsonNode ask(CloneCall call, Map<String, ?> arguments) {
            return session.call(call.op(), Wire.tree(arguments), event -> {});
        }

        @Override
        public Path directory() {
            return directory;
        }

        @Override
        public void fetch() {
            ask(CloneCall.FETCH, Map.of());
        }

        @Override
        public Optional<String> tip(String branch) {
            return Wire.read(ask(CloneCall.TIP, Map.of("branch", branch)), new TypeReference<>() {});
        }

        @Override
        public String importBundle(Path bundle, String startSha, long maxBytes) {
            return ask(
                            CloneCall.IMPORT,
                            Map.of(
                                    "bundle",
                                    RepositoryFeed.carried(working, bundle.toString(), session),
                                    "start",
                                    startSha,
                                    "most",
                                    maxBytes))
                    .asText();
        }

        /** Commits go to where agents work by {@link RepositoryFeed}. */
        @Override
        public void bundle(Path to, List<String> wanted, List<String> has) {
            throw new HandsLost("A bundle is made where it is carried from, and not through here.");
        }

        @Override
        public boolean contains(String sha) {
            return ask(CloneCall.CONTAINS, Map.of("sha", sha)).asBoolean();
        }

        @Override
        public void bring(String sha) {
            ask(CloneCall.BRING, Map.of("sha", sha));
        }

        @Override
        public void measure(String base, String head) {
            ask(CloneCall.MEASURE, Map.of(BASE, base, HEAD, head));
        }

        @Override
        public void measureEach(String base, String head) {
            ask(CloneCall.MEASURE_EACH, Map.of(BASE, base, HEAD, head));
        }

        @Override
        public boolean isAncestor(String ancestor, String descendant) {
            return ask(CloneCall.IS_ANCESTOR, Map.of(BASE, ancestor, HEAD, descendant))
                    .asBoolean();
        }

        @Override
        public String mergeBase(String one, String other) {
            return ask(CloneCall.MERGE_BASE, Map.of(BASE, one, HEAD, other)).asText();
        }

        @Override
        public ChangeSet changes(String base, String head) {
            return Wire.read(ask(CloneCall.CHANGES, Map.of(BASE, base, HEAD, head)), new TypeReference<>() {});
        }

        @Override
        public String diff(String base, String head, int maxBytes) {
            return ask(CloneCall.DIFF, Map.of(BASE, base, HEAD, head, "most", maxBytes))
                    .asText();
        }

        @Override
        public Optional<byte[]> file(String sha, String path) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            Optional<byte[]> piece;
            do {
                piece = Wire.read(
                        ask(CloneCall.FILE, Map.of("sha", sha, "path", path, "from", whole.size())),
                        new TypeReference<>() {});
                piece.ifPresent(whole::writeBytes);
            } while (piece.isPresent() && piece.get().length == CloneCall.PIECE && whole.size() <= MOST_FILE);
            return piece.map(last -> whole.toByteArray());
        }

        /** Made there: the file stays where it is, unless the session is of a version that brings files only. */
        @Override
        public Optional<String> sha256(String sha, String path) {
            try {
                return Wire.read(ask(CloneCall.SHA256, Map.of("sha", sha, "path", path)), new TypeReference<>() {});
            } catch (CallUnknown older) {
                return file(sha, path).map(RemoteClones::sha256);
            }
        }

        @Override
        public Set<String> paths(String sha, String ending) {
            Set<String> told =
                    Wire.read(ask(CloneCall.PATHS, Map.of("sha", sha, "ending", ending)), new TypeReference<>() {});
            // A session of the version before knows no ending and tells all.
            return told.stream().filter(path -> path.endsWith(ending)).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public List<String> links(String sha) {
            return Wire.read(ask(CloneCall.LINKS, Map.of("sha", sha)), new TypeReference<>() {});
        }

        @Override
        public Optional<String> linkTarget(String sha, String path) {
            return Wire.read(ask(CloneCall.LINK_TARGET, Map.of("sha", sha, "path", path)), new TypeReference<>() {});
        }

        @Override
        public List<String> subjects(String base, String head) {
            return Wire.read(ask(CloneCall.SUBJECTS, Map.of(BASE, base, HEAD, head)), new TypeReference<>() {});
        }

        @Override
        public List<Commit> commits(String base, String head) {
            return Wire.read(ask(CloneCall.COMMITS, Map.of(BASE, base, HEAD, head)), new TypeReference<>() {});
        }

        /** What becomes of each message is decided here; the other side is told. */
        @Override
        public String reworded(String base, String head, String identity, UnaryOperator<String> message) {
            Map<String, String> messages = new LinkedHashMap<>();
            commits(base, head).forEach(commit -> messages.put(commit.message(), message.apply(commit.message())));
            return ask(CloneCall.REWORDED, Map.of(BASE, base, HEAD, head, "identity", identity, "messages", messages))
                    .asText();
        }

        @Override
        public String patchId(String base, String head) {
            return ask(CloneCall.PATCH_ID, Map.of(BASE, base, HEAD, head)).asText();
        }

        @Override
        public List<String> firstParents(String sha, int most) {
            return Wire.read(ask(CloneCall.FIRST_PARENTS, Map.of("sha", sha, "most", most)), new TypeReference<>() {});
        }

        @Override
        public Optional<String> takenBack(String before, String merged, String tip) {
            return Wire.read(
                    ask(CloneCall.TAKEN_BACK, Map.of("before", before, "merged", merged, "tip", tip)),
                    new TypeReference<>() {});
        }

        @Override
        public RebaseResult rebase(
                String base, String head, String onto, Map<Integer, RebaseResult.Resolution> resolutions) {
            return Wire.read(
                    ask(CloneCall.REBASE, Map.of(BASE, base, HEAD, head, "onto", onto, "resolutions", resolutions)),
                    new TypeReference<>() {});
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
