package io.colony.engine.recovery.sentinel;

import io.colony.engine.recovery.sentinel.SentinelQueries.Unheard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the code host told and nobody could make anything of: webhooks that were put aside, items of polls that cannot be looked
 * at, repositories that cannot be polled.
 */
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
                .<Finding>map(trouble -> new Finding.Notice(trouble.repository(), words(trouble)))
                .toList();
    }

    private static String words(Unheard trouble) {
        List<String> words = new ArrayList<>();
        if (trouble.webhooks() > 0) {
            words.add(trouble.webhooks()
                    + " webhooks were put aside; 'Redeliver' on the code host has them tried again.");
        }
        if (!trouble.items().isEmpty()) {
            words.add("What changed at " + String.join(", ", trouble.items())
                    + " was put aside, since whoever looked at it failed; a comment or any other change there has it"
                    + " tried again.");
        }
        if (!trouble.unanswered().isEmpty()) {
            words.add("What changed at " + String.join(", ", trouble.unanswered())
                    + " cannot be looked at, since the code host has not answered for it; it is tried every hour.");
        }
        if (words.isEmpty()) {
            return "It cannot be polled for what changed there: " + trouble.error();
        }
        return String.join(" ", words) + " The last error: " + trouble.error();
    }
}
