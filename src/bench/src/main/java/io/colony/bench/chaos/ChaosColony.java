package io.colony.bench.chaos;

import io.colony.engine.ColonyBuilder;
import io.colony.engine.ColonyOptions;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.git.GitCommand;
import io.colony.engine.intake.IntakeRate;
import io.colony.engine.intake.IntakeSettings;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.ledger.Usd;
import io.colony.engine.notice.Notifying;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.RecoverySettings;
import io.colony.engine.retention.RetentionSettings;
import io.colony.engine.retrospective.LessonSettings;
import io.colony.engine.secret.Secret;
import io.colony.engine.stage.Completion;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.FileRepositoryPolicy;
import io.colony.engine.stage.StageContext.Agents;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.workflow.Workflows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The engine's own wiring, with simulated stages and a simulated code host. */
final class ChaosColony {
    private static final Usd RUN = Usd.of("0.50");
    private static final Usd ISSUE = Usd.of("4");

    private final NodeSettings settings;
    private final Database database;
    private final InstantSource clock;
    private final SimulatedHost host;
    private final Witness witness;

    ChaosColony(NodeSettings settings, Database database, InstantSource clock, SimulatedHost host, Witness witness) {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.host = host;
        this.witness = witness;
    }

    static DatabaseSettings store(NodeSettings settings) {
        return new DatabaseSettings(settings.url(), settings.user(), Secret.empty(), 6, Duration.ofSeconds(5));
    }

    /**
     * An issue costs some 70 cents where things go wrong: the repository's ceiling is reached about half-way and the tenant's
     * later, so that tasks wait for an operator's raise.
     */
    static Ceilings ceilings(int issues) {
        int repository = Math.max(4, issues * 2 / 5);
        return new Ceilings(RUN, ISSUE, dollars(repository), Optional.of(dollars(repository + repository / 3)));
    }

    private static Usd dollars(int amount) {
        return Usd.of(Integer.toString(amount));
    }

    ColonyBuilder builder() {
        Path nowhere = Path.of(settings.work());
        ColonyOptions options = new ColonyOptions(
                settings.name(),
                nowhere,
                new ColonyOptions.Workers(
                        settings.workers(),
                        0,
                        Duration.ofMillis(settings.leaseMillis() / 4),
                        Duration.ofMillis(settings.leaseMillis())),
                new ColonyOptions.Work(
                        new ColonyOptions.WorkflowFile(Workflows.colonyDefaultYaml(), "colony-default.yaml"),
                        List.of(),
                        new Agents(Map.of(), Map.of(), Optional.empty()),
                        new FileRepositoryPolicy(),
                        LessonSettings.DEFAULT),
                new ColonyOptions.Money(ceilings(settings.issues()), PriceTable.builtIn()),
                new ColonyOptions.People(ProjectionSettings.DEFAULT, Notifying.DEFAULT),
                RecoverySettings.defaults(),
                RetentionSettings.DEFAULT,
                IntakeSettings.DEFAULT.at(IntakeRate.UNLIMITED),
                WebhookSettings.CLOSED);
        ColonyBuilder.Host parts = new ColonyBuilder.Host(
                host,
                new LocalProcessSupervisor(),
                new GitCommand(new LocalCommandRunner(), nowhere, EnvironmentPolicy.inherit(Map.of(), List.of())),
                Map.of(),
                UnaryOperator.identity());
        return new ColonyBuilder(database, clock, options, parts, this::stages);
    }

    private List<StageExecutor> stages(Dispatcher.Stores stores, Completion completion) {
        StageTools tools = new StageTools(
                database,
                clock,
                stores,
                completion,
                host,
                new SideEffects(database, Intents.postgres(), host, (task, epoch) -> holds(stores, task, epoch), clock),
                new IssueRegistration(
                        clock,
                        new IssueRegistration.Stores(stores.issues(), stores.transitions(), stores.workflows()),
                        Workflows.colonyDefault()),
                witness,
                new Script(settings.seed()),
                ChaosPlan.of(settings.seed(), settings.issues(), 0, settings.leaseMillis()));
        return List.of(
                stage("analyze", "Surveyor", tools),
                stage("plan", "Architect", tools),
                stage("develop", "Builder", tools),
                stage("review", "Inspector", tools),
                stage("merge", "Marshal", tools));
    }

    private StageExecutor stage(String name, String role, StageTools tools) {
        SimulatedStage stage = new SimulatedStage(name, role, tools);
        return settings.sabotage() == Sabotage.NONE ? stage : new SabotagedStage(stage, tools, settings.sabotage());
    }

    private boolean holds(Dispatcher.Stores stores, long taskId, long epoch) {
        return stores.queue().heartbeat(taskId, epoch, clock.instant().plus(Duration.ofMillis(settings.leaseMillis())))
                == TaskQueue.Heartbeat.EXTENDED;
    }
}
