package io.colony.bench.workspace;

import io.colony.bench.BenchException;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.util.Random;

/**
 * A code host's bare repository with files as long as source files are, 20 in a directory, each with one earlier version.
 * Used by one thread.
 */
final class SourceRepository {
    private static final int LEAST_BYTES = 500;
    private static final int MOST_BYTES = 8_000;
    private static final int FILES_PER_DIRECTORY = 20;
    private static final int DIRECTORIES_PER_MODULE = 50;
    private static final int WORDS = 3_000;
    private static final String COMMITTER = "committer Bench <bench@colony.invalid> 1700000000 +0000\n";

    private final Ground ground;
    private final Path directory;
    private final Random random = new Random(7);
    private final String[] words = new String[WORDS];
    private final int files;

    SourceRepository(Ground ground, Path directory, int files) {
        this.ground = ground;
        this.directory = directory;
        this.files = files;
        for (int i = 0; i < WORDS; i++) {
            words[i] = word();
        }
    }

    /** Makes it. */
    void fill() {
        ground.git(ground.directory(), "init", "--quiet", "--bare", directory.toString());
        ground.git(directory, "symbolic-ref", "HEAD", "refs/heads/main");
        // As on code hosts, and as whoever fetches only what is missing needs it.
        ground.git(directory, "config", "uploadpack.allowAnySHA1InWant", "true");
        StringBuilder stream = new StringBuilder(commit("base"));
        for (int file = 0; file < files; file++) {
            stream.append(change(file));
        }
        put(stream);
        for (int quarter = 0; quarter < 4; quarter++) {
            StringBuilder later = next("quarter " + quarter);
            for (int file = quarter; file < files; file += 4) {
                later.append(change(file));
            }
            put(later);
        }
    }

    Path directory() {
        return directory;
    }

    String url() {
        return "file://" + directory;
    }

    String head() {
        return ground.git(directory, "rev-parse", "main").strip();
    }

    /** One more commit, which changes so many files; its name. */
    String change(String message, int count) {
        StringBuilder stream = next(message);
        for (int i = 0; i < count; i++) {
            stream.append(change(random.nextInt(files)));
        }
        put(stream);
        return head();
    }

    static String path(int file) {
        int place = file / FILES_PER_DIRECTORY;
        return "src/module" + place / DIRECTORIES_PER_MODULE + "/package" + place % DIRECTORIES_PER_MODULE + "/File"
                + file + ".java";
    }

    private void put(StringBuilder stream) {
        CommandOutput output = ground.attempt(directory, stream.append('\n').toString(), "fast-import", "--quiet");
        if (output.exitCode() != 0) {
            throw new BenchException("The repository could not be filled: " + output.stderr());
        }
    }

    private static StringBuilder next(String message) {
        return new StringBuilder(commit(message)).append("from refs/heads/main^0\n");
    }

    private static String commit(String message) {
        return "commit refs/heads/main\n" + COMMITTER + "data " + message.length() + "\n" + message + "\n";
    }

    private String change(int file) {
        String text = text();
        return "M 100644 inline " + path(file) + "\ndata " + text.length() + "\n" + text + "\n";
    }

    private String text() {
        int length = random.nextInt(LEAST_BYTES, MOST_BYTES);
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(words[random.nextInt(WORDS)]).append(random.nextInt(10) == 0 ? '\n' : ' ');
        }
        return text.toString();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(3, 10); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
