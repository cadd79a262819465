package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What needs somebody's attention besides issues that wait for people. Of each list the oldest {@value #MOST}.
 *
 * @param deadLetters tasks that were given up and whose issue has no newer one
 * @param breakers those that are open
 * @param findings what the Sentinel sees, but for {@link #protection}
 * @param protection repositories whose protection on the code host is not as it was accepted
 * @param waitingForMoney issues that a ceiling holds up
 * @param ceilings those that are near or were reached
 * @param webhooksPutAside deliveries of webhooks, and items of polls, that were tried often enough; of one repository
 *     where it was asked for
 */
public record Troubles(
        @JsonProperty("dead_letters") List<TaskEntry> deadLetters,
        List<BreakerEntry> breakers,
        List<FindingEntry> findings,
        List<FindingEntry> protection,
        @JsonProperty("waiting_for_money") List<MoneyWait> waitingForMoney,
        List<CeilingAlarm> ceilings,
        @JsonProperty("webhooks_put_aside") long webhooksPutAside) {
    /** The longest list. */
    public static final int MOST = 200;
}
