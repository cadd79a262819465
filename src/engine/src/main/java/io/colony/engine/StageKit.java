package io.colony.engine;

import io.colony.engine.database.Database;
import io.colony.engine.evidence.ClonedEvidenceVerifier;
import io.colony.engine.forge.EpochCheck;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.gate.DefaultPolicyGates;
import io.colony.engine.gate.SupervisedGateRunner;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.prompt.PromptBuilder;
import io.colony.engine.stage.AnalyzeStage;
import io.colony.engine.stage.CodeHost;
import io.colony.engine.stage.DevelopStage;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.Hands;
import io.colony.engine.stage.MergeStage;
import io.colony.engine.stage.PlanStage;
import io.colony.engine.stage.ReviewStage;
import io.colony.engine.stage.StageContext;
import io.colony.engine.stage.StageContext.Agents;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.stage.Subtasks;
import io.colony.engine.workspace.Keeping;
import io.colony.engine.workspace.LocalWorkspaces;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the stages' executors for the hands that they are to work by. Safe for use by many threads. */
final class StageKit {
    private final Parts parts;
    private final IssueRegistration registration;
    private final List<Function<StageContext, StageExecutor>> others;

    /** What all stages of a process share. */
    record Parts(
            Database database,
            InstantSource clock,
            ColonyOptions options,
            ColonyBuilder.Host host,
            Dispatcher.Stores stores,
            EpochCheck epochs) {}

    /** @param others executors besides the built-in ones, and instead of those whose name they have */
    StageKit(Parts parts, IssueRegistration registration, List<Function<StageContext, StageExecutor>> others) {
        this.parts = parts;
        this.registration = registration;
        this.others = others;
    }

    /** Those of this machine. */
    Hands local() {
        ColonyBuilder.Host host = parts.host();
        return new Hands(
                new LocalTrustedClones(parts.options().workDirectory(), host.git()),
                new LocalWorkspaces(
                        parts.options().workDirectory(), host.git(), parts.clock(), Keeping.whereStampsHold()),
                new SupervisedGateRunner(host.supervisor(), host.gateEnvironment(), host.redact()),
                parts.options().work().agents().backEnds(),
                forge -> forge);
    }

    /** By name. */
    Map<String, StageExecutor> executors(Hands hands) {
        StageContext context = context(hands);
        Stream<StageExecutor> builtIn = Stream.of(
                new AnalyzeStage(context),
                new PlanStage(context, new Subtasks(context, parts.stores().ledger(), registration)),
                new DevelopStage(context),
                new ReviewStage(context),
                new MergeStage(context));
        return Stream.concat(builtIn, others.stream().map(other -> other.apply(context)))
                .collect(Collectors.toMap(StageExecutor::name, stage -> stage, (ours, theirs) -> theirs));
    }

    /** The one way to act on a code host. */
    SideEffects sideEffects(Forge forge) {
        return new SideEffects(parts.database(), Intents.postgres(), forge, parts.epochs(), parts.clock());
    }

    private StageContext context(Hands hands) {
        Forge forge = hands.forge().apply(parts.host().forge());
        ColonyOptions options = parts.options();
        Agents agents = options.work().agents();
        return new StageContext(
                parts.database(),
                parts.clock(),
                parts.stores().issues(),
                parts.stores().runs(),
                parts.stores().judgements(),
                Map.of(forge.name(), new CodeHost(forge, sideEffects(forge))),
                Intents.postgres(),
                parts.stores().dependencies(),
                hands.trustedClones(),
                hands.workspaces(),
                hands.gateRunner(),
                new DefaultPolicyGates(),
                new ClonedEvidenceVerifier(),
                options.work().policies(),
                new PromptBuilder(new SecureRandom()),
                new Agents(hands.backEnds(), agents.limits(), agents.defaultName()),
                parts.host().redact(),
                options.people().projection().attribution(),
                options.work().lessons());
    }
}
