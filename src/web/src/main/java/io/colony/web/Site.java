package io.colony.web;

import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.web.access.Access;
import io.colony.web.access.HostPolicy;
import io.colony.web.access.RequestGuard;
import io.colony.web.act.Commands;
import io.colony.web.exchange.Reading;
import io.colony.web.layout.Surroundings;
import java.util.Optional;

/**
 * What a container gives the servlet.
 *
 * @param hosts by which names requests may come in
 * @param access says who sends a request
 * @param guard keeps forged commands out
 * @param commands what visitors can have done
 * @param webhooks served as {@code POST /webhooks/<code host>}
 * @param surroundings of the pages
 */
public record Site(
        Reading reading,
        HostPolicy hosts,
        Access access,
        RequestGuard guard,
        Commands commands,
        Optional<WebhookEntrance> webhooks,
        Surroundings surroundings) {}
