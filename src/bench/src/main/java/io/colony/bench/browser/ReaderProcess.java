package io.colony.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The readers as a program of their own: takes one order a line, as JSON, and answers each with a report in one line. It
 * ends when the program that started it does.
 */
public final class ReaderProcess {
    private ReaderProcess() {}

    /** @param arguments the port of the pages on this machine */
    public static void main(String... arguments) throws IOException {
        Crowd crowd =
                new Crowd(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
        Thread thread = Thread.ofPlatform().daemon().name("readers").unstarted(crowd);
        thread.setUncaughtExceptionHandler((broken, failure) -> {
            failure.printStackTrace(System.err);
            System.exit(1);
        });
        thread.start();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            JsonNode order = Json.parse(line);
            System.out.println(Json.text(crowd.ask(() -> carryOut(order, crowd)).json()));
            System.out.flush();
        }
        System.exit(0);
    }

    private static Report carryOut(JsonNode order, Crowd crowd) {
        return switch (order.path("do").asText()) {
            case "open" ->
                crowd.open(pages(order.path("pages")), order.path("watched").asText());
            case "clear" -> crowd.clear();
            case "close" -> crowd.close();
            default -> crowd.report();
        };
    }

    private static Map<String, Integer> pages(JsonNode json) {
        Map<String, Integer> pages = new LinkedHashMap<>();
        json.properties()
                .forEach(page -> pages.put(page.getKey(), page.getValue().asInt()));
        return pages;
    }
}
