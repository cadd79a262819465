package io.colony.runner.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server that {@code postmaster.pid} of a data directory names.
 *
 * @param port that it listens on, as the file says
 */
record ServerProcess(long pid, int port) {
    private static final int PORT_LINE = 3;

    /** Empty when the file is missing or incomplete, its process is gone, or the process is another program. */
    static Optional<ServerProcess> find(Path data) throws IOException {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() <= PORT_LINE
                || !lines.getFirst().matches("[0-9]{1,18}")
                || !lines.get(PORT_LINE).strip().matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst());
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> isServerOf(handle, data))
                .map(handle -> new ServerProcess(
                        pid, Integer.parseInt(lines.get(PORT_LINE).strip())));
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The number may have gone to another program since: its command line tells. */
    private static boolean isServerOf(ProcessHandle handle, Path data) {
        String commandLine = handle.info().commandLine().orElse("");
        return commandLine.contains("postgres") && commandLine.contains(data.toString());
    }
}
