package io.colony.testkit;

import io.colony.engine.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands as plainly as can be: its output goes through files. For tests of what uses the port. */
public final class PlainCommandRunner implements CommandRunner {
    @Override
    public CommandOutput run(
            List<String> command, Path directory, Map<String, String> environment, String input, Duration timeout) {
        try {
            Path files = Files.createTempDirectory("plain-command");
            Path in = Files.writeString(files.resolve("in"), input);
            Path out = files.resolve("out");
            Path err = files.resolve("err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            CommandOutput output = new CommandOutput(ended ? process.exitValue() : -1, text(out), text(err), !ended);
            for (Path file : List.of(in, out, err, files)) {
                Files.delete(file);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new CommandOutput(-1, "", "interrupted", false);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
    }
}
