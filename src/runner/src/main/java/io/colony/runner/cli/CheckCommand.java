package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ColonyException;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.runner.ExitCode;
import io.colony.runner.PagesServer;
import io.colony.runner.console.TextTable;
import io.colony.runner.postgres.EmbeddedStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony check}. */
@Command(
        name = "check",
        description = "Says what is here and what is missing, and lists every setting with its source.",
        footer = {
            "",
            "Stages:",
            "  all      everything (default)",
            "  gates    gives each gate something bad that it must see, and all something good",
            "  runtime  what runs are made with: Java, git, what contains processes, the agent programs and their versions",
            "",
            "Examples:",
            "  colony check",
            "  colony check --stage runtime --json"
        })
final class CheckCommand implements Callable<Integer> {
    private final Program program;
    private final List<Finding> findings = new ArrayList<>();
    private final ArrayNode agents = JsonNodeFactory.instance.arrayNode();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "What to look at: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Stage stage = Stage.all;

    /** Written as people write them. */
    @SuppressWarnings("checkstyle:ConstantName")
    enum Stage {
        all,
        gates,
        runtime
    }

    private record Finding(String name, boolean ok, String detail) {}

    CheckCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        LoadedSettings loaded = common.load(program, Map.of());
        if (stage == Stage.gates) {
            program.engine()
                    .gateSelfTest()
                    .forEach(check -> findings.add(new Finding(
                            check.name(), check.ok(), "expected " + check.expected() + ", seen " + check.seen())));
            print(loaded);
            return (findings.stream().allMatch(Finding::ok) ? ExitCode.OK : ExitCode.NOT_WELL).number();
        }
        ColonySettings settings = loaded.settings();
        findings.add(new Finding(
                "java",
                true,
                program.host().javaVersion() + " in " + program.host().javaHome()));
        find("git", () -> program.git().version(program.host().currentDirectory()));
        if (stage == Stage.all) {
            places(loaded);
        }
        if (stage == Stage.all) {
            find("code host", () -> program.engine().codeHost(settings));
        }
        find("containment", () -> program.engine().containment());
        settings.agents().byName().values().forEach(this::probe);
        if (settings.agents().byName().isEmpty()) {
            findings.add(new Finding("agents", true, "none configured; give 'colony run' one with --agent"));
        }
        print(loaded);
        return (findings.stream().allMatch(Finding::ok) ? ExitCode.OK : ExitCode.UNAVAILABLE).number();
    }

    private void places(LoadedSettings loaded) {
        ColonySettings settings = loaded.settings();
        Path work = settings.workDirectory();
        find("work directory", () -> {
            Session.prepare(program, loaded);
            return work + Session.warning(work).map(words -> "; " + words).orElse("");
        });
        // What lies in a directory that may be somebody else's is not started to look at it.
        if (findings.getLast().ok() || settings.store().isPresent()) {
            find("postgres", () -> store(settings));
        }
        find("port", () -> {
            PagesServer.checkPort(settings.http());
            return settings.http().bind() + ":" + settings.http().port() + " is free";
        });
    }

    private String store(ColonySettings settings) {
        if (settings.store().isPresent()) {
            DatabaseSettings store = settings.store().get();
            Database.open(store).close();
            return store.url() + " answers";
        }
        try (EmbeddedStore store = EmbeddedStore.open(settings.workDirectory(), program.runner(), program.host())) {
            return "embedded, " + store.address() + (store.started() ? " starts" : " runs");
        }
    }

    private void probe(AgentSettings agent) {
        AgentProbe probe = program.engine().probe(agent);
        findings.add(new Finding("agent " + agent.name(), probe.available(), AgentWords.of(agent.type(), probe)));
        agents.add(AgentWords.json(agent, probe));
    }

    private void find(String name, Supplier<String> look) {
        try {
            findings.add(new Finding(name, true, look.get()));
        } catch (ColonyException missing) {
            findings.add(new Finding(name, false, String.valueOf(missing.getMessage())));
        }
    }

    private void print(LoadedSettings loaded) {
        if (json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            ArrayNode found = document.putArray("findings");
            findings.forEach(each -> found.addObject()
                    .put("name", each.name())
                    .put("ok", each.ok())
                    .put("detail", each.detail()));
            document.set("agents", agents);
            if (stage != Stage.all) {
                program.out().println(document.toPrettyString());
                return;
            }
            ArrayNode settings = document.putArray("settings");
            loaded.effective()
                    .entries()
                    .forEach(each -> settings.addObject()
                            .put("name", each.name())
                            .put("value", each.value())
                            .put("source", each.source()));
            program.out().println(document.toPrettyString());
            return;
        }
        TextTable found = new TextTable("WHAT", "", "DETAIL");
        findings.forEach(each ->
                found.row(each.name(), each.ok() ? "ok" : stage == Stage.gates ? "FAILED" : "MISSING", each.detail()));
        found.lines().forEach(program.out()::println);
        if (stage != Stage.all) {
            return;
        }
        program.out().println();
        TextTable settings = new TextTable("SETTING", "VALUE", "SOURCE");
        loaded.effective().entries().forEach(each -> settings.row(each.name(), each.value(), each.source()));
        settings.lines().forEach(program.out()::println);
    }
}
