package io.colony.engine.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Linux's {@code /proc} says about processes. Elsewhere it lists none. */
final class ProcTable {
    private static final Path PROC = Path.of("/proc");

    private ProcTable() {}

    static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            entries.forEach(entry -> pids.add(Long.valueOf(entry.getFileName().toString())));
        } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
            return pids;
        }
        return pids;
    }

    /** Empty where the process is gone or there is no {@code /proc}. */
    static Optional<Stat> stat(long pid) {
        return read(pid, "stat").flatMap(ProcTable::parse);
    }

    /** Whether the process was started with this {@code NAME=value}; false where we may not look. */
    static boolean startedWith(long pid, String variable) {
        return read(pid, "environ")
                .map(environment -> ("\0" + environment).contains("\0" + variable + "\0"))
                .orElse(false);
    }

    /** What it holds in memory; 0 where that cannot be told. */
    static long residentBytes(long pid) {
        return read(pid, "status")
                .flatMap(status ->
                        status.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
                .map(line -> line.replaceAll("[^0-9]", ""))
                .filter(kibibytes -> !kibibytes.isEmpty() && kibibytes.length() < 15)
                .map(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .orElse(0L);
    }

    private static Optional<Stat> parse(String line) {
        // The name stands in brackets and may itself hold brackets and blanks.
        String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", -1);
        if (fields.length < 4) {
            return Optional.empty();
        }
        return Optional.of(new Stat(fields[0].charAt(0), Long.parseLong(fields[1]), Long.parseLong(fields[3])));
    }

    private static Optional<String> read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file));
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A process's entry.
     *
     * @param state one letter, such as {@code S} for sleeping and {@code Z} for dead but not yet collected
     */
    record Stat(char state, long parent, long session) {
        boolean dead() {
            return state == 'Z' || state == 'X';
        }
    }
}
