package io.colony.bench.browser;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes server-sent events apart as their bytes come in; what an event carries besides its name is not used. */
final class EventReader {
    private static final String NAME = "event:";

    private final Consumer<String> events;
    private final StringBuilder line = new StringBuilder();
    private String name = "";

    /** @param events is given each event's name */
    EventReader(Consumer<String> events) {
        this.events = events;
    }

    void take(byte[] bytes) {
        for (char next : new String(bytes, StandardCharsets.UTF_8).toCharArray()) {
            if (next != '\n') {
                line.append(next);
                continue;
            }
            String text = line.toString();
            line.setLength(0);
            if (text.startsWith(NAME)) {
                name = text.substring(NAME.length()).strip();
            } else if (text.isEmpty() && !name.isEmpty()) {
                String ended = name;
                name = "";
                events.accept(ended);
            }
        }
    }
}
