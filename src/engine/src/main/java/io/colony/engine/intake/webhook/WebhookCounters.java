package io.colony.engine.intake.webhook;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many webhooks came to what since the program started. Safe for use by many threads. */
final class WebhookCounters {
    private final Map<WebhookResult, LongAdder> counts = new EnumMap<>(WebhookResult.class);

    WebhookCounters() {
        for (WebhookResult result : WebhookResult.values()) {
            counts.put(result, new LongAdder());
        }
    }

    WebhookAnswer count(WebhookAnswer answer) {
        counts.computeIfAbsent(answer.result(), unseen -> new LongAdder()).increment();
        return answer;
    }

    Map<WebhookResult, Long> read() {
        Map<WebhookResult, Long> read = new EnumMap<>(WebhookResult.class);
        counts.forEach((result, count) -> read.put(result, count.sum()));
        return read;
    }
}
