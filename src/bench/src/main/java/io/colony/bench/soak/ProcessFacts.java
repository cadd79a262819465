package io.colony.bench.soak;

import io.colony.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process takes of the machine, by Linux's {@code /proc} (proc(5)) and the JDK's {@code jcmd}. */
final class ProcessFacts {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final ProcessHandle process;
    private final Path proc;
    private final Path jcmd;

    /** @param javaHome of the JDK that the process runs on */
    ProcessFacts(ProcessHandle process, Path javaHome) {
        this.process = process;
        this.proc = Path.of("/proc", Long.toString(process.pid()));
        this.jcmd = javaHome.resolve("bin/jcmd");
    }

    /** Of a line such as {@code VmRSS:  123 kB}. */
    long status(String name) {
        try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException failure) {
            throw gone(failure);
        }
    }

    long openFiles() {
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            return files.count();
        } catch (IOException failure) {
            throw gone(failure);
        }
    }

    /** Those that it started, and those that these did. */
    long processes() {
        return process.descendants().count();
    }

    /** In bytes, after a collection of all garbage, which this asks for. */
    long liveHeap() {
        try {
            Process histogram = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(text);
            if (!total.find()) {
                throw new BenchException("jcmd does not tell the heap: "
                        + text.lines().findFirst().orElse("nothing"));
            }
            return Long.parseLong(total.group(1));
        } catch (IOException failure) {
            throw gone(failure);
        }
    }

    private BenchException gone(IOException failure) {
        return new BenchException("The watched program cannot be looked at any more: " + failure.getMessage(), failure);
    }
}
