package io.colony.bench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.bench.BenchException;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes the working directory what the real commit makes of the base, or something that is wrong in the planned way. */
final class Development {
    private static final String NOBODYS_TEST = "tests/replay_nobody_wrote_this.txt";

    private final Scene scene;
    private final Pick pick;
    private final JsonNode context;
    private long written;

    Development(Scene scene, Pick pick, JsonNode context) {
        this.scene = scene;
        this.pick = pick;
        this.context = context;
    }

    /** How many characters the change has, as a diff. */
    long written() {
        return written;
    }

    ObjectNode run() {
        TreeSet<Integer> with = new TreeSet<>(scene.merged());
        with.remove(pick.number());
        Optional<String> before = scene.expectation().tree(with);
        with.add(pick.number());
        Optional<String> after = scene.expectation().tree(with);
        if (before.isEmpty() || after.isEmpty()) {
            return unclear("The commit does not apply to what has been merged meanwhile. In which order is it to be?");
        }
        List<FileChange> changes = FileChange.between(scene.source(), before.get(), after.get());
        Optional<Mistake> mistake = mistake();
        if (mistake.isPresent() && mistake.get().kind() == Mistake.Kind.CHANGES_NOTHING) {
            return report(Map.of(anyFile(), "the change"));
        }
        putRight(after.get(), changes);
        mistake.ifPresent(made -> putWrong(before.get(), changes, made));
        ReplayGit work = scene.work();
        written = work.in(scene.directory(), Map.of(), "", "diff", "--no-ext-diff", scene.baseSha())
                .length();
        if (mistake.isEmpty() && unchanged()) {
            return unclear("The change is there already as the commit has it. What else is asked for?");
        }
        return report(claims(changes, mistake));
    }

    private boolean unchanged() {
        return scene.work()
                .in(scene.directory(), Map.of(), "", "status", "--porcelain")
                .isBlank();
    }

    private Optional<Mistake> mistake() {
        long earlier = context.path("history")
                .valueStream()
                .filter(run -> run.path("stage").asText().equals("develop"))
                .count();
        return earlier < pick.mistakes().size() ? Optional.of(pick.mistakes().get((int) earlier)) : Optional.empty();
    }

    private void putRight(String tree, List<FileChange> changes) {
        ReplayGit work = scene.work();
        List<String> wanted = changes.stream().map(FileChange::path).toList();
        for (FileChange earlier : FileChange.between(work, scene.baseSha(), scene.startSha())) {
            if (!wanted.contains(earlier.path())) {
                restore(work, scene.baseSha(), earlier.path(), earlier.status() == 'A');
            }
        }
        changes.forEach(change -> restore(scene.source(), tree, change.path(), change.deleted()));
    }

    /** Writes the file as the tree has it, by git, which knows line ends and permissions; or removes it. */
    private void restore(ReplayGit from, String tree, String path, boolean gone) {
        try {
            Path file = scene.directory().resolve(path);
            if (gone) {
                Files.deleteIfExists(file);
                return;
            }
            Blobs.inDirectory(directory -> {
                Map<String, String> where = Map.of(
                        "GIT_INDEX_FILE", directory.resolve("index").toString(),
                        "GIT_WORK_TREE", scene.directory().toString());
                from.in(scene.directory(), where, "", "read-tree", tree);
                return from.in(scene.directory(), where, "", "checkout-index", "--force", "--", path);
            });
        } catch (IOException failure) {
            throw new BenchException(path + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private void putWrong(String before, List<FileChange> changes, Mistake mistake) {
        switch (mistake.kind()) {
            case DROPS_HUNK, LEAVES_MARKERS ->
                new WrongFiles(scene.source())
                        .contents(changes, mistake)
                        .ifPresent(text -> write(mistake.path(), text));
            case FORGETS_TESTS ->
                changes.stream()
                        .filter(change -> pick.tests().contains(change.path()))
                        .forEach(change -> restore(scene.source(), before, change.path(), change.status() == 'A'));
            case LEAVES_ITS_SCOPE -> {
                String other = otherSource(changes);
                write(other, read(other) + "\n");
            }
            case CLAIMS_TOO_MUCH, CHANGES_NOTHING -> {
                // Nothing is wrong in the files.
            }
        }
    }

    /** A source file that the change has nothing to do with. */
    private String otherSource(List<FileChange> changes) {
        List<String> touched = changes.stream().map(FileChange::path).toList();
        return scene.work().parts("ls-tree", "-r", "-z", "--name-only", scene.startSha()).stream()
                .filter(path -> SourceKinds.source(path) && !touched.contains(path))
                .skip(pick.number() % 5)
                .findFirst()
                .orElse("LEFT_ITS_SCOPE.md");
    }

    private String anyFile() {
        return scene.work()
                .parts("ls-tree", "-r", "-z", "--name-only", scene.startSha())
                .getFirst();
    }

    private Map<String, String> claims(List<FileChange> changes, Optional<Mistake> mistake) {
        boolean untested = mistake.filter(made -> made.kind() == Mistake.Kind.FORGETS_TESTS)
                .isPresent();
        Map<String, String> claims = new LinkedHashMap<>();
        for (FileChange change : changes) {
            boolean left = untested && pick.tests().contains(change.path());
            if (!change.deleted() && !left && !asBefore(change)) {
                claims.put(change.path(), SourceKinds.test(change.path()) ? "tested" : "changed");
            }
        }
        if (mistake.filter(made -> made.kind() == Mistake.Kind.CLAIMS_TOO_MUCH).isPresent()) {
            claims.put(NOBODYS_TEST, "tested with what is nowhere");
        }
        return claims;
    }

    /** A mistake may leave nothing of a file's change, and nobody would claim it then. */
    private boolean asBefore(FileChange change) {
        return change.status() != 'A' && read(change.path()).equals(new Blobs(scene.source()).read(change.before()));
    }

    private ObjectNode report(Map<String, String> claimed) {
        ObjectNode document = Json.object().put("outcome", "submitted").put("summary", pick.title());
        ArrayNode claims = document.putArray("claims");
        claimed.forEach((path, words) -> claims.addObject()
                .put("claim", words + " " + path)
                .putArray("files")
                .addObject()
                .put("path", path)
                .put("sha256", path.equals(NOBODYS_TEST) ? "f".repeat(64) : sha256(path)));
        return document;
    }

    private static ObjectNode unclear(String question) {
        ObjectNode document = Json.object().put("outcome", "unclear").put("summary", question);
        document.putArray("questions").add(question);
        return document;
    }

    private String read(String path) {
        try {
            Path file = scene.directory().resolve(path);
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException failure) {
            throw new BenchException(path + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private void write(String path, String text) {
        try {
            Files.writeString(scene.directory().resolve(path), text, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new BenchException(path + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private String sha256(String path) {
        try {
            byte[] bytes = Files.readAllBytes(scene.directory().resolve(path));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException failure) {
            throw new BenchException(path + " cannot be read: " + failure.getMessage(), failure);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
