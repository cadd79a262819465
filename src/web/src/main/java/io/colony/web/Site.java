package io.colony.web;

import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.status.ChangeFeed;
import io.colony.web.access.Access;
import io.colony.web.access.HostPolicy;
import io.colony.web.access.RequestGuard;
import java.util.Optional;

/**
 * What a container gives the servlet.
 *
 * @param hosts by which names requests may come in
 * @param access says who sends a request
 * @param guard keeps forged commands out
 * @param webhooks served as {@code POST /webhooks/<code host>}
 * @param changes tells open pages when to ask again; without it they ask every few seconds
 */
public record Site(
        Reading reading,
        HostPolicy hosts,
        Access access,
        RequestGuard guard,
        Optional<WebhookEntrance> webhooks,
        Optional<ChangeFeed> changes) {
    /** Without a feed of changes. */
    public Site(
            Reading reading, HostPolicy hosts, Access access, RequestGuard guard, Optional<WebhookEntrance> webhooks) {
        this(reading, hosts, access, guard, webhooks, Optional.empty());
    }
}
