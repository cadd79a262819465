package io.colony.runner.cli;

import io.colony.engine.config.PricesFile;
import io.colony.engine.ledger.Price;
import io.colony.engine.ledger.PriceTable;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import io.colony.runner.console.PriceList;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony prices}. */
@Command(
        name = "prices",
        description = "Lists what tokens cost, in dollars per million. Used for agents that state no cost themselves.",
        footer = {
            "",
            "Examples:",
            "  colony prices",
            "  colony prices --model claude-sonnet-4-5-20250929 --at 2026-01-31",
            "  colony prices --all --json --set prices_file=our-prices.yaml"
        })
final class PricesCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "One model, as its agent names it.")
    private @Nullable String model;

    @Option(
            names = "--at",
            paramLabel = "DAY",
            description = "The prices of that UTC day; default: today.",
            converter = DayConverter.class)
    private @Nullable LocalDate at;

    @Option(names = "--all", description = "Earlier and later prices, and those that others go before, as well.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PricesCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        PriceTable table = PricesFile.load(common.load(program, Map.of()).settings());
        PriceList list = new PriceList(
                chosen(table, at == null ? LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC) : at));
        if (json) {
            program.out().println(list.json().toPrettyString());
        } else {
            list.table().forEach(program.out()::println);
        }
        return ExitCode.OK.number();
    }

    private List<Price> chosen(PriceTable table, LocalDate day) {
        if (model == null) {
            return all ? table.all() : table.on(day);
        }
        Price price = table.price(model, day)
                .orElseThrow(() -> new RunnerException(
                        ExitCode.NOT_WELL,
                        "No price is known for model '" + model + "' on " + day + ": its runs are booked at their"
                                + " reservation, as estimates. 'colony prices' lists the models that have one; name"
                                + " this one's in a file that 'prices_file' points to."));
        return all
                ? table.all().stream()
                        .filter(each -> each.model().equals(price.model()))
                        .toList()
                : List.of(price);
    }
}
