package io.colony.web.cost;

import io.colony.engine.status.CostPage;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.CostPart;
import io.colony.engine.status.Delivery;
import io.colony.engine.status.DeliveryCounts;
import io.colony.engine.status.DeliveryFigures;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Csv;
import io.colony.web.exchange.Days;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.RequestProblem;
import java.util.List;

/** The tables of the cost page, to keep. */
public final class CostFiles {
    private static final String TYPE = "text/csv; charset=utf-8";

    private final Days days;
    private final Query query;

    public CostFiles(CostPages costs, Query query) {
        this.days = Days.of(query, costs.today());
        this.query = query;
    }

    /** {@code by=day}, {@code role}, {@code repository}, {@code model} or {@code stage}. */
    public Answer cost(CostPages costs) {
        String by = query.text("by").orElse("day");
        CostPage page = costs.costs(days.repository(), days.from(), days.to());
        List<CostPart> parts = switch (by) {
            case "day" -> page.days();
            case "role" -> page.roles();
            case "repository" -> page.repositories();
            case "model" -> page.models();
            case "stage" -> page.stages();
            default ->
                throw new RequestProblem(
                        Problem.badRequest("'by' should be one of day, role, repository, model, stage."));
        };
        return Answer.file(
                TYPE,
                "cost-by-" + by + ".csv",
                Csv.of(
                        List.of(by, "runs", "input_tokens", "output_tokens", "cost_usd", "estimated_usd"),
                        parts,
                        part -> List.of(
                                part.name(),
                                part.runs(),
                                part.inputTokens(),
                                part.outputTokens(),
                                part.cost().amount().toPlainString(),
                                part.estimated().amount().toPlainString())));
    }

    public Answer delivery(Delivery delivery) {
        return Answer.file(
                TYPE,
                "delivery.csv",
                Csv.of(
                        List.of(
                                "day",
                                "repository",
                                "filed",
                                "reopened",
                                "merged",
                                "first_pass",
                                "cancelled",
                                "ended_otherwise"),
                        delivery.figures(days.repository(), days.from(), days.to())
                                .days(),
                        CostFiles::row));
    }

    private static List<?> row(DeliveryFigures.Day day) {
        DeliveryCounts counts = day.counts();
        return List.of(
                day.day(),
                day.repository(),
                counts.filed(),
                counts.reopened(),
                counts.merged(),
                counts.firstPass(),
                counts.cancelled(),
                counts.endedOtherwise());
    }
}
