package io.colony.engine.adhoc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.adhoc.AdHocStore.Opening;
import io.colony.engine.adhoc.AdHocStore.Stored;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.prompt.PromptBuilder;
import io.colony.engine.prompt.PromptInput;
import io.colony.engine.queue.DispatchStop;
import io.colony.engine.queue.DispatchStops;
import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.BreakerKey;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.stage.HandsLost;
import io.colony.engine.stage.Leases;
import io.colony.engine.stage.RunStore;
import io.colony.engine.stage.Settlement;
import io.colony.engine.stage.StageContext.Agents;
import io.colony.engine.stage.StageSession.AgentRun;
import io.colony.engine.stage.Transcript;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Admits, runs and books agent runs outside of any issue. Safe for use by many threads. */
public final class AdHocRuns {
    static final String ROLE = "Pipeline";

    private final Parts parts;
    private final Host host;
    private final AdHocStore store = AdHocStore.postgres();
    private final DispatchStops stops = DispatchStops.postgres();
    private final PromptBuilder prompts = new PromptBuilder(new SecureRandom());
    private final AdHocEnds ends;
    private final CountDownLatch detached = new CountDownLatch(1);

    /** The stores and rules that this works by. */
    public record Parts(
            Database database,
            InstantSource clock,
            Repositories repositories,
            RunStore runs,
            Ledger ledger,
            Breakers breakers,
            AuditLog audit,
            Settlement settlement) {}

    /**
     * The process that this works for.
     *
     * @param workerId as the store knows it
     * @param leases that its heartbeat extends
     * @param lease how long one is
     */
    public record Host(long workerId, Agents agents, UnaryOperator<String> redact, Leases leases, Duration lease) {}

    public AdHocRuns(Parts parts, Host host) {
        this.parts = parts;
        this.host = host;
        this.ends = new AdHocEnds(parts, host.redact());
    }

    /** What came of a request. */
    public sealed interface Beginning {
        /** It may run, and its lease does. */
        record Begun(AdHocRun run) implements Beginning {}

        /** It has run before. */
        record Ended(AdHocAnswer answer) implements Beginning {}

        /** Not now; asked again later, it may. */
        record NotYet(String why) implements Beginning {}

        /** Not like this. */
        record Refused(String why) implements Beginning {}
    }

    /** Reserves the money and opens the run; asked again by the same name, it is the same run, and is taken up. */
    public Beginning begin(AdHocRequest request) {
        return parts.database().inTransaction(transaction -> {
            Optional<Stored> known = store.find(transaction, request.name());
            return known.isPresent() ? takenUp(transaction, known.get()) : admitted(transaction, request);
        });
    }

    private Beginning takenUp(Transaction transaction, Stored stored) {
        boolean ours = store.extend(transaction, stored.run().id(), leaseUntil());
        return ours
                ? new Beginning.Begun(stored.run())
                : new Beginning.Ended(stored.answer().orElseThrow());
    }

    private Instant leaseUntil() {
        return parts.clock().instant().plus(host.lease());
    }

    private Beginning admitted(Transaction transaction, AdHocRequest request) {
        Optional<String> agent = request.agent()
                .or(() -> host.agents().defaultName())
                .filter(host.agents().backEnds()::containsKey);
        if (agent.isEmpty()) {
            return new Beginning.Refused("There is no agent '" + request.agent().orElse("(default)")
                    + "' here. There are: "
                    + String.join(", ", new TreeSet<>(host.agents().backEnds().keySet())) + ".");
        }
        Optional<Repository> repository = parts.repositories().find(transaction, request.repository());
        if (repository.isEmpty()) {
            return new Beginning.Refused("Colony does not know a repository " + request.repository()
                    + ": it must be one whose money a run can be booked to. 'colony repository list' names them.");
        }
        return held(transaction, agent.get(), request.repository())
                .<Beginning>map(Beginning.NotYet::new)
                .orElseGet(() -> reserve(transaction, request, repository.get(), agent.get()));
    }

    /** What holds everybody's runs, such as the kill switch or a provider that refuses. */
    private Optional<String> held(Transaction transaction, String agent, String repository) {
        Optional<DispatchStop> stop = stops.openForClaim(transaction);
        if (stop.isPresent()) {
            return stop.map(now -> "Dispatch is stopped by " + now.by() + ": " + now.reason());
        }
        Instant now = parts.clock().instant();
        return parts.breakers().askOpen(transaction).rows().stream()
                .filter(breaker -> breaker.position(now).equals("open"))
                .filter(breaker -> breaker.key().equals(BreakerKey.backEnd(agent))
                        || breaker.key().equals(BreakerKey.repository(repository)))
                .map(Breaker::reason)
                .findFirst();
    }

    private Beginning reserve(Transaction transaction, AdHocRequest request, Repository repository, String agent) {
        Instant now = parts.clock().instant();
        Account account = Account.ofRepository(repository.tenantId(), repository.id());
        Admission admission = request.ceiling()
                .map(usd -> atLeast(transaction, request, account, usd))
                .orElseGet(() -> parts.ledger().admit(transaction, account, now));
        if (admission instanceof Admission.Granted && !host.agents().endsAtCeiling(agent)) {
            // Nobody can end it where it has cost what its asker named, and what is lost of it is booked at this.
            admission = parts.ledger().admit(transaction, account, now);
        }
        return switch (admission) {
            case Admission.Granted granted -> open(transaction, request, account, agent, granted.runCeiling());
            case Admission.Exceeded exceeded ->
                exceeded.scope() == Ledger.Scope.RUN
                        ? new Beginning.Refused(exceeded.reason())
                        : new Beginning.NotYet(exceeded.reason());
        };
    }

    /** Nobody can end it before its first answer either, which many that are asked at once would cost beyond a day's ceiling. */
    private Admission atLeast(Transaction transaction, AdHocRequest request, Account account, Usd ceiling) {
        Instant now = parts.clock().instant();
        Admission admission = parts.ledger().admit(transaction, account, ceiling, now);
        Usd first = request.firstAnswer();
        if (!(admission instanceof Admission.Granted) || ceiling.compareTo(first) >= 0) {
            return admission;
        }
        Admission answered = parts.ledger().admit(transaction, account, first, now);
        boolean aboveOneRun = answered instanceof Admission.Exceeded exceeded && exceeded.scope() == Ledger.Scope.RUN;
        return aboveOneRun ? parts.ledger().admit(transaction, account, now) : answered;
    }

    private Beginning open(Transaction transaction, AdHocRequest request, Account account, String agent, Usd reserved) {
        Instant now = parts.clock().instant();
        long run = store.open(
                transaction,
                new Opening(request, agent, account.tenantId(), account.repositoryId(), host.workerId(), now),
                leaseUntil());
        parts.ledger().reserve(transaction, account, run, reserved, now);
        parts.audit()
                .append(
                        transaction,
                        account.tenantId(),
                        now,
                        "operator:" + request.by(),
                        "agent-asked",
                        request.repository(),
                        Json.object()
                                .put("run", run)
                                .put("agent", agent)
                                .put("stage", request.stage())
                                .put("place", request.place())
                                .put("reserved", reserved.amount().toPlainString())
                                .put("prompt_sha256", Json.sha256(request.prompt())));
        return new Beginning.Begun(new AdHocRun(run, account, request.stage(), agent, reserved, now));
    }

    /**
     * Runs what {@link #begin} begun, in the calling thread, until its answer is stored.
     *
     * @param stop ends it early
     * @return empty where this was {@link #detach detached} before: whoever begins the same request anew takes it up
     */
    public Optional<AdHocAnswer> run(AdHocRun run, AdHocRequest request, AdHocPlace place, StopSignal stop) {
        host.leases()
                .hold(
                        run.id(),
                        "the run",
                        until -> parts.database()
                                .inTransaction(transaction -> store.extend(transaction, run.id(), until)),
                        stop);
        try {
            Optional<AgentRun> agent = asked(run, request, place, stop);
            // Where the run goes on without this process, the end of its connection is not the run's.
            return isDetached() ? Optional.empty() : ends.store(run, agent, stop, () -> isDetached() || !waited());
        } finally {
            host.leases().letGo(run.id());
        }
    }

    private boolean waited() {
        try {
            return !detached.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isDetached() {
        return detached.getCount() == 0;
    }

    /** The store goes away for this process. Nothing that runs is ended; no answer is stored any more. */
    public void detach() {
        detached.countDown();
    }

    /** Empty where no agent was to be started any more. */
    private Optional<AgentRun> asked(AdHocRun run, AdHocRequest request, AdHocPlace place, StopSignal stop) {
        boolean started = !stop.stopped()
                && parts.database()
                        .<Boolean>inTransaction(transaction -> parts.runs()
                                .agentStarted(
                                        transaction,
                                        run.id(),
                                        run.agent(),
                                        run.workspaceName(),
                                        parts.clock().instant()));
        if (!started) {
            return Optional.empty();
        }
        Transcript transcript = new Transcript(parts.database(), parts.runs(), parts.clock(), run.id(), host.redact());
        AgentRequest question = question(run, request, place);
        transcript.asked(question.prompt());
        Consumer<AgentEvent> log = new EventLines(host.redact(), place.log());
        AgentResult result;
        try {
            result = place.backEnd().run(question, transcript.andThen(log), stop);
        } catch (HandsLost lost) {
            result = unknown(lost.getMessage());
        } finally {
            transcript.finish();
        }
        return Optional.of(new AgentRun(run.agent(), result, parts.clock().instant()));
    }

    /** Nobody knows what it spent. */
    private static AgentResult unknown(String why) {
        return new AgentResult(
                AgentResult.End.FAILED,
                Optional.empty(),
                AgentUsage.NONE,
                false,
                OptionalInt.empty(),
                Duration.ZERO,
                why);
    }

    private AgentRequest question(AdHocRun run, AdHocRequest request, AdHocPlace place) {
        Usd most = request.ceiling().orElse(run.reserved());
        ObjectNode facts = Json.object()
                .put("prompt", request.prompt())
                .put("data", request.data())
                .put("budget_usd", most.amount().toPlainString());
        facts.putObject("repository").put("slug", request.repository());
        String prompt = prompts.build(new PromptInput(run.stage(), facts, "", ResultSchema.ANSWER.document()));
        return new AgentRequest(
                run.stage(),
                prompt,
                facts,
                ResultSchema.ANSWER.document(),
                place.directory(),
                place.home(),
                Map.of(),
                host.agents().limits(run.agent(), most));
    }
}
