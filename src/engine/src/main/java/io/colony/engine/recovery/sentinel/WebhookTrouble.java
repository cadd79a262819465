package io.colony.engine.recovery.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the code host told and nobody could make anything of: webhooks that were put aside, repositories that cannot be polled. */
public final class WebhookTrouble implements Detector {
    private final SentinelQueries queries;

    public WebhookTrouble(SentinelQueries queries) {
        this.queries = queries;
    }

    @Override
    public String name() {
        return "webhook-trouble";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        return queries.unheard(now.minus(HOST_INTERVAL)).stream()
                .<Finding>map(trouble -> new Finding.Notice(
                        trouble.repository(),
                        (trouble.webhooks() == 0
                                        ? "It cannot be polled for what changed there: "
                                        : trouble.webhooks()
                                                + " webhooks were put aside; 'Redeliver' on the code host has them"
                                                + " tried again. The last error: ")
                                + trouble.error()))
                .toList();
    }
}
