package io.colony.engine.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the lines of a run; every line counts as an event. */
final class Transcript implements LineListener {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private record Entry(Stream stream, String line, boolean cut) {}

    @Override
    public Activity line(Stream stream, String line, boolean cut) {
        entries.add(new Entry(stream, line, cut));
        return Activity.ALIVE;
    }

    java.util.stream.Stream<String> stdout() {
        return of(Stream.STDOUT);
    }

    java.util.stream.Stream<String> stderr() {
        return of(Stream.STDERR);
    }

    List<Integer> lengths() {
        return entries.stream().map(entry -> entry.line().length()).toList();
    }

    List<Boolean> cuts() {
        return entries.stream().map(Entry::cut).toList();
    }

    private java.util.stream.Stream<String> of(Stream stream) {
        return entries.stream().filter(entry -> entry.stream() == stream).map(Entry::line);
    }
}
