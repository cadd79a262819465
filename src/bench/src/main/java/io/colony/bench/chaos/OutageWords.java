package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import io.colony.bench.chaos.OutageReport.Said;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The real program on the same server: what its pages and commands say while the store is in trouble. */
final class OutageWords implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int OK = 200;
    private static final int SHOWN = 400;

    private final List<String> program;
    private final Path work;
    private final int port;
    private final Process up;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * Starts {@code colony up} without workers.
     *
     * @param program {@code bin/colony}
     * @param url of an empty database
     */
    OutageWords(Path program, String url, String user, Path work, int port) {
        this.program = List.of(program.toString());
        this.work = work;
        this.port = port;
        this.settings = List.of("--work", work.toString(), "--set", "store.url=" + url, "--set", "store.user=" + user);
        this.up = start(List.of("up", "--port", Integer.toString(port), "--set", "workers.count=0"), "up.log");
        awaitPages();
    }

    private final List<String> settings;

    private void awaitPages() {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (System.nanoTime() < until && up.isAlive()) {
            if (page("/").code() == OK) {
                return;
            }
            Pause.of(Duration.ofMillis(300));
        }
        throw new BenchException("'colony up' did not come up; see " + work.resolve("up.log"));
    }

    /** Asks pages and commands. */
    List<Said> ask() {
        List<Said> all = new ArrayList<>();
        all.add(page("/"));
        all.add(page("/api/v1/overview"));
        all.add(command("issue", "list"));
        all.add(command("why", "acme/shop#1"));
        all.add(command("check"));
        return all;
    }

    /** The pages once the store is back: the program must have lived through it and come back by itself. */
    Said afterwards() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Said said = page("/");
        while (said.code() != OK && up.isAlive() && System.nanoTime() < until) {
            Pause.of(Duration.ofMillis(300));
            said = page("/");
        }
        return new Said(
                "afterwards GET /", said.code(), said.seconds(), said.answer(), said.plain() && said.code() == OK);
    }

    Said page(String path) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String text = answer.body()
                    .replaceAll("(?s)<(script|style|svg).*?</\\1>", " ")
                    .replaceAll("<[^>]*>", " ");
            return said("GET " + path, start, answer.statusCode(), text, answer.statusCode() != 500);
        } catch (IOException failure) {
            return said("GET " + path, start, 0, "no answer: " + failure, false);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return said("GET " + path, start, 0, "interrupted", false);
        }
    }

    private Said command(String... arguments) {
        String asked = "colony " + String.join(" ", arguments);
        Path log = work.resolve("command.log");
        long start = System.nanoTime();
        Process process = start(List.of(arguments), "command.log");
        try {
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String text = java.nio.file.Files.readString(log, StandardCharsets.UTF_8);
            return said(asked, start, ended ? process.exitValue() : -1, text, ended);
        } catch (IOException failure) {
            return said(asked, start, -1, failure.toString(), false);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return said(asked, start, -1, "interrupted", false);
        }
    }

    private Process start(List<String> arguments, String log) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        command.addAll(settings);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(work.resolve(log).toFile())
                    .start();
        } catch (IOException failure) {
            throw new BenchException(program + " could not be started: " + failure.getMessage(), failure);
        }
    }

    private static Said said(String asked, long start, int code, String text, boolean answered) {
        String words = text.strip().replaceAll("\\s+", " ");
        String lower = words.toLowerCase(Locale.ROOT);
        boolean trace = words.contains("\tat ")
                || lower.contains("exception")
                || lower.contains("fault of colony itself")
                || lower.contains("something went wrong");
        return new Said(
                asked,
                code,
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0,
                words.substring(0, Math.min(SHOWN, words.length())),
                answered && !trace && !words.isEmpty());
    }

    @Override
    public void close() {
        up.destroy();
        try {
            if (!up.waitFor(20, TimeUnit.SECONDS)) {
                up.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            up.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
