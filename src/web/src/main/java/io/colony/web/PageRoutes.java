package io.colony.web;

import io.colony.web.act.Commands;
import io.colony.web.attention.AttentionPage;
import io.colony.web.audit.AuditLogPage;
import io.colony.web.board.BoardPage;
import io.colony.web.configuration.ConfigurationPage;
import io.colony.web.cost.CostFiles;
import io.colony.web.cost.CostsPage;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.Reading;
import io.colony.web.home.HomePage;
import io.colony.web.home.IssueCsv;
import io.colony.web.html.Page;
import io.colony.web.layout.PageContext;
import io.colony.web.workers.WorkersPage;
import java.util.Optional;

/** The pages that have one address each, and their tables as files. */
final class PageRoutes {
    private final Reading reading;
    private final Commands commands;

    PageRoutes(Reading reading, Commands commands) {
        this.reading = reading;
        this.commands = commands;
    }

    /** Empty where no page has this name. */
    Optional<Answer> answer(String name, PageContext context, Query query) {
        return switch (name) {
            case "" -> page(new HomePage(reading.status(), context, query).render());
            case "board" -> page(new BoardPage(reading.board(), context, query).render());
            case "attention" -> page(new AttentionPage(reading.attention(), commands, context, query).render());
            case "cost" -> page(new CostsPage(reading.costs(), reading.delivery(), commands, context, query).render());
            case "workers" ->
                page(new WorkersPage(reading.status(), reading.queue(), commands, context, query).render());
            case "audit" -> page(new AuditLogPage(reading.audit(), context, query).render());
            case "configuration" -> page(new ConfigurationPage(reading.configuration(), context).render());
            case "issues.csv" -> Optional.of(new IssueCsv(reading.status(), query).answer());
            case "cost.csv" -> Optional.of(new CostFiles(reading.costs(), query).cost(reading.costs()));
            case "delivery.csv" -> Optional.of(new CostFiles(reading.costs(), query).delivery(reading.delivery()));
            default -> Optional.empty();
        };
    }

    private static Optional<Answer> page(Page page) {
        return Optional.of(Answer.page(200, page));
    }
}
