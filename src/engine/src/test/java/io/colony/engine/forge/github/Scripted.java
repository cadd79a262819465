package io.colony.engine.forge.github;

import io.colony.engine.ColonyException;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A GitHub that says what a test wrote down, and keeps what it was asked. */
final class Scripted implements Transport, InstantSource {
    static final String TOKEN = "ghp_verysecretverysecret";
    static final ApiUrl API = ApiUrl.of(URI.create("https://api.github.com"));

    final List<Call> asked = new ArrayList<>();
    final List<Map<String, String>> headers = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    private final Deque<Object> script = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-05T12:00:00Z");

    Scripted then(int status, String body, String... header) {
        Map<String, List<String>> all = new TreeMap<>();
        for (int i = 0; i < header.length; i += 2) {
            all.put(header[i], List.of(header[i + 1]));
        }
        script.add(Answer.of(status, all, body));
        return this;
    }

    Scripted thenFails(String message) {
        return thenFails(new IOException(message));
    }

    Scripted thenFails(Exception failure) {
        script.add(failure);
        return this;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Answer send(Call call, Map<String, String> sent) throws IOException {
        asked.add(call);
        headers.add(sent);
        Object next = script.poll();
        return switch (next) {
            case Answer answer -> answer;
            case IOException failure -> throw failure;
            case ColonyException failure -> throw failure;
            case null, default -> throw new AssertionError("nothing is scripted for " + call);
        };
    }

    Wire.Parts parts() {
        return new Wire.Parts(API, this, new EtagCache(100, 1_000_000), pauses::add);
    }

    Wire wire() {
        return wire(TokenSource.fixed(Secret.of(TOKEN)));
    }

    Wire wire(TokenSource tokens) {
        return new Wire("ops", parts(), tokens, new Governor("ops", this, 10));
    }

    static Call get(String path) {
        return Call.get(API.at(path), Lane.READ);
    }
}
