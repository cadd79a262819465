package io.colony.engine.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts processes and the daemon threads that serve them. */
final class Launch {
    private Launch() {}

    /** With exactly this environment. */
    static Process start(List<String> words, Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Platform threads: reading a pipe would pin a virtual thread's carrier. */
    static Thread thread(String name, Process process, Runnable body) {
        return Thread.ofPlatform()
                .daemon()
                .name("process-" + process.pid() + "-" + name)
                .start(body);
    }

    /** Writes all of the input and closes. A program that does not read it is no failure. */
    static void feed(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // EPIPE: the program has closed its standard input or has ended, which is its right.
            return;
        }
    }
}
