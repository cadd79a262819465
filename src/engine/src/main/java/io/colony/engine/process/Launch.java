package io.colony.engine.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** In a session of its own, with this process's environment; it holds on to nothing of this process. */
    static Process detached(List<String> words, Path directory, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
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
