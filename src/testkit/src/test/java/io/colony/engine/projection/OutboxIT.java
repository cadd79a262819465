package io.colony.engine.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.GitFixture;
import io.colony.engine.forge.StoreFixture;
import io.colony.engine.forge.TestCommands;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.projection.OutboxDelivery.Pass;
import io.colony.engine.queue.Workers;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.SettableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxIT {
    private static final IssueKey KEY = new IssueKey(StoreFixture.SLUG, 1);

    /** The fixture's worker. */
    private static final long WORKER = 1;

    private final StoreFixture store = new StoreFixture();
    private final SettableClock clock = new SettableClock();
    private final Outbox outbox = Outbox.postgres(OutboxIT::redact);
    private final long first = store.issue(1).issueId();
    private final long second = store.issue(2).issueId();
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path directory;

    private LocalForge forge;
    private String sha = "";
    private boolean broken = false;

    @BeforeEach
    void importRepository() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        sha = source.commit("README", "hello");
        forge = LocalForge.create(store.database(), directory.resolve("forge"), new TestCommands(), clock);
        forge.importRepository(StoreFixture.SLUG, source.directory());
        forge.createIssue(StoreFixture.SLUG, "one", "", "ann", List.of("bug"));
        forge.createIssue(StoreFixture.SLUG, "two", "", "ann", List.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void deliversEveryKindToTheCodeHost() {
        add(first, "a", new Projection.Label("colony:", "colony:analyzing"));
        add(first, "b", new Projection.Comment(Optional.empty(), "plan", "The key is s3cret"));
        add(first, "d", new Projection.Comment(Optional.of(2L), "verdict", "On the pull request"));
        add(first, "c", new Projection.Status(sha, "colony/checks", CheckState.SUCCESS, "3 passed"));

        assertThat(delivery(forge).deliverDue(10)).isEqualTo(new Pass(4, 0));
        assertThat(delivery(forge).deliverDue(10)).isEqualTo(new Pass(0, 0));

        assertThat(forge.issue(KEY).labels()).containsExactly("bug", "colony:analyzing");
        assertThat(forge.comments(KEY)).extracting(ForgeComment::body).containsExactly("The key is ***");
        assertThat(forge.comments(new IssueKey(StoreFixture.SLUG, 2)))
                .extracting(ForgeComment::body)
                .containsExactly("On the pull request");
        assertThat(forge.statuses(StoreFixture.SLUG, sha))
                .containsExactly(new CommitStatus(sha, "colony/checks", CheckState.SUCCESS, "3 passed"));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aLabelThatALaterOneOvertakesIsNotSentAndSaysSo() {
        add(first, "a", new Projection.Label("colony:", "colony:new"));
        add(first, "b", new Projection.Comment(Optional.empty(), "m", "between"));
        add(first, "c", new Projection.Label("colony:", "colony:analyzing"));
        add(second, "d", new Projection.Label("colony:", "colony:new"));

        assertThat(delivery(forge).deliverDue(10)).isEqualTo(new Pass(4, 0));

        assertThat(store.database()
                        .<List<String>>inTransaction(transaction -> transaction.query(
                                row -> row.getString(1),
                                "select marker from outbox where error like 'not sent: a later%'")))
                .containsExactly("a");
        assertThat(forge.issue(KEY).labels()).containsExactly("bug", "colony:analyzing");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void storesNoSecret() {
        add(first, "a", new Projection.Comment(Optional.empty(), "plan", "The key is s3cret"));

        assertThat(payloads()).singleElement().asString().contains("***").doesNotContain("s3cret");
    }

    @Test
    void addingTwiceIsAddingOnce() {
        add(first, "a", new Projection.Comment(Optional.empty(), "m", "one"));
        add(first, "a", new Projection.Comment(Optional.empty(), "m", "another"));

        delivery(forge).deliverDue(10);

        assertThat(forge.comments(KEY)).extracting(ForgeComment::body).containsExactly("one");
    }

    @Test
    void stopsAtTheLimit() {
        add(first, "a", comment("1"));
        add(first, "b", comment("2"));

        assertThat(delivery(forge).deliverDue(1)).isEqualTo(new Pass(1, 0));
        assertThat(waiting()).containsExactly("b");
    }

    @Test
    void laterMessagesOfAnIssueWaitBehindAFailedOneAndOthersDoNot() {
        add(first, "a", comment("1"));
        add(first, "b", comment("2"));
        add(second, "c", comment("3"));
        broken = true;
        Forge failing = listening();

        assertThat(delivery(failing).deliverDue(10)).isEqualTo(new Pass(1, 1));
        assertThat(told).containsExactly("acme/app#2 3");
        assertThat(delivery(failing).deliverDue(10)).isEqualTo(new Pass(0, 0));

        broken = false;
        assertThat(delivery(failing).deliverDue(10)).isEqualTo(new Pass(0, 0));
        clock.advance(Duration.ofSeconds(5));
        assertThat(delivery(failing).deliverDue(10)).isEqualTo(new Pass(2, 0));
        assertThat(told).containsExactly("acme/app#2 3", "acme/app#1 1", "acme/app#1 2");
    }

    @Test
    void aMessageThatIsTooMuchForTheMachineIsTriedLaterAndHoldsUpNoOtherIssue() {
        add(first, "a", comment("1"));
        add(second, "b", comment("2"));
        Forge heavy = (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, (proxy, method, arguments) -> {
                    if (arguments[0].equals(KEY)) {
                        throw new StackOverflowError();
                    }
                    return method.invoke(forge, arguments);
                });

        assertThat(delivery(heavy).deliverDue(10)).isEqualTo(new Pass(1, 1));
        assertThat(errors()).contains("java.lang.StackOverflowError");
        clock.advance(Duration.ofSeconds(5));
        assertThat(delivery(forge).deliverDue(10)).isEqualTo(new Pass(1, 0));
    }

    @Test
    void waitsLongerAfterEachFailureAndSaysWhy() {
        add(first, "a", comment("1"));
        broken = true;
        Forge failing = listening();

        for (int seconds : new int[] {5, 10, 20, 40}) {
            assertThat(delivery(failing).deliverDue(10)).isEqualTo(new Pass(0, 1));
            clock.advance(Duration.ofSeconds(seconds - 1));
            assertThat(delivery(failing).deliverDue(10)).isEqualTo(new Pass(0, 0));
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(errors()).containsExactly("the code host is down, *** said");
    }

    @Test
    void twoDeliverersKeepTheOrderAndTellOnce() throws Exception {
        int messages = 20;
        for (int i = 0; i < messages; i++) {
            add(i % 2 == 0 ? first : second, "m" + i, comment(Integer.toString(i)));
        }
        Forge listening = listening();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Pass>> passes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                passes.add(threads.submit(() -> delivery(listening).deliverDue(messages)));
            }
            for (Future<Pass> pass : passes) {
                pass.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        // A deliverer that met only messages in others' hands has stopped; what is left is for the next pass.
        delivery(listening).deliverDue(messages);

        assertThat(told).hasSize(messages);
        for (String issue : List.of("acme/app#1 ", "acme/app#2 ")) {
            assertThat(told)
                    .filteredOn(line -> line.startsWith(issue))
                    .extracting(line -> Integer.valueOf(line.substring(issue.length())))
                    .isSorted();
        }
    }

    @Test
    void noConnectionIsHeldWhileTheCodeHostIsAsked() {
        add(first, "a", comment("1"));
        AtomicInteger free = new AtomicInteger();
        Forge asking = acting(() -> free.set(connectionsInTransaction()));

        assertThat(delivery(asking).deliverDue(10)).isEqualTo(new Pass(1, 0));
        assertThat(free).as("sessions that are in a transaction").hasValue(0);
    }

    @Test
    void whatAnotherHasClaimedComesAgainOnlyAfterItsLease() {
        add(first, "a", comment("1"));
        add(first, "b", comment("2"));
        Optional<Outbox.Message> lost = claim();
        assertThat(lost).isPresent();
        Forge listening = listening();

        assertThat(delivery(listening).deliverDue(10))
                .as("nor does what comes after it overtake it")
                .isEqualTo(new Pass(0, 0));
        clock.advance(Duration.ofMinutes(2));
        assertThat(delivery(listening).deliverDue(10)).isEqualTo(new Pass(2, 0));
        assertThat(store.database()
                        .<Boolean>inTransaction(
                                transaction -> outbox.failed(transaction, lost.get(), "too late", clock.instant())))
                .as("the late word of the first claim counts for nothing")
                .isFalse();
        assertThat(told).containsExactly("acme/app#1 1", "acme/app#1 2");
    }

    @Test
    void whatAWorkerHadClaimedThatIsKnownToBeGoneComesAgainAtOnce() {
        add(first, "a", comment("1"));
        assertThat(claim()).isPresent();
        store.database()
                .useTransaction(transaction -> Workers.postgres().stopped(transaction, WORKER, clock.instant()));

        assertThat(delivery(listening()).deliverDue(10)).isEqualTo(new Pass(1, 0));
        assertThat(told).containsExactly("acme/app#1 1");
    }

    @Test
    void whatTheCodeHostRefusesForGoodIsGivenUpAndTheNextGoesOn() {
        add(first, "a", comment("1"));
        add(first, "b", comment("2"));
        Forge refusing = refusing("1", ForgeException.permanent("gone"));
        for (Duration wait : List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1))) {
            assertThat(delivery(refusing).deliverDue(10)).isEqualTo(new Pass(0, 1));
            clock.advance(wait.minusSeconds(1));
            assertThat(delivery(refusing).deliverDue(10)).isEqualTo(new Pass(0, 0));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(delivery(refusing).deliverDue(10)).isEqualTo(new Pass(1, 1));
        clock.advance(Duration.ofDays(30));
        assertThat(delivery(refusing).deliverDue(10)).isEqualTo(new Pass(0, 0));
        assertThat(told).containsExactly("acme/app#1 2");
        assertThat(waiting()).isEmpty();
        assertThat(store.database()
                        .<List<String>>inTransaction(transaction ->
                                texts(transaction, "select error from outbox where failed_at is not null")))
                .containsExactly("gone");
    }

    @Test
    void aHostThatAsksForAPauseIsLeftAloneWithEverything() {
        add(first, "a", comment("1"));
        add(second, "b", comment("2"));
        Forge limited = refusing("1", ForgeException.rateLimited("slow down", Duration.ofMinutes(7)));
        OutboxDelivery delivery = delivery(limited);

        assertThat(delivery.deliverDue(10)).isEqualTo(new Pass(0, 1));
        clock.advance(Duration.ofMinutes(7).minusSeconds(1));
        assertThat(delivery.deliverDue(10)).as("not a word, about no issue").isEqualTo(new Pass(0, 0));
        clock.advance(Duration.ofSeconds(1));
        assertThat(delivery.deliverDue(1)).isEqualTo(new Pass(0, 1));
        clock.advance(Duration.ofMinutes(7));
        assertThat(delivery(listening()).deliverDue(10)).isEqualTo(new Pass(2, 0));
    }

    private Optional<Outbox.Message> claim() {
        return store.database()
                .inTransaction(transaction -> outbox.claimDue(
                        transaction, WORKER, clock.instant(), clock.instant().plus(Duration.ofMinutes(2))));
    }

    private int connectionsInTransaction() {
        return store.database()
                .<Integer>inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and state like 'idle in transaction%'
                        """)
                        .mapTo(Integer.class)
                        .one());
    }

    private Forge acting(Runnable action) {
        return (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, (proxy, method, arguments) -> {
                    action.run();
                    return method.invoke(forge, arguments);
                });
    }

    /** The listening host, which answers a comment of this text with a failure. */
    private Forge refusing(String text, ForgeException failure) {
        Forge listening = listening();
        return (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, (proxy, method, arguments) -> {
                    if (arguments[2].equals(text)) {
                        throw failure;
                    }
                    return method.invoke(listening, arguments);
                });
    }

    @Test
    void tellsTheStateAlwaysAndTheReasonWhereAPersonIsNeeded() {
        transition(IssueState.ANALYZING, IssueState.NEW, 1, "admitted", "free capacity");
        transition(IssueState.NEEDS_CLARIFICATION, IssueState.ANALYZING, 2, "unclear", "Which module?\nWhich s3cret?");
        transition(IssueState.FAILURE_BLOCKED, IssueState.ANALYZING, 3, "failed", "no credential");
        transition(IssueState.DEPENDENCY_BLOCKED, IssueState.ANALYZING, 4, "dependent", "waits for #2");
        transition(IssueState.DONE, IssueState.MERGE_PENDING, 5, "merged", "merged as abc");
        delivery(forge).deliverDue(100);

        assertThat(forge.issue(KEY).labels()).containsExactly("bug", "colony:done");
        assertThat(forge.comments(KEY))
                .extracting(ForgeComment::marker)
                .containsExactly(
                        Optional.of("transition-1-2"), Optional.of("transition-1-3"), Optional.of("transition-1-5"));
        assertThat(forge.comments(KEY).toList().get(0).body())
                .startsWith("@ann: **needs-clarification** (was analyzing; unclear, by mayor:mayor)")
                .contains("> Which module?\n> Which ***?")
                .contains("/colony:why");
        assertThat(forge.comments(KEY).toList().get(1).body())
                .startsWith("**failure-blocked**")
                .contains("> no credential");
        assertThat(forge.comments(KEY).toList().get(2).body())
                .startsWith("**done**")
                .doesNotContain("/colony:why");
    }

    private void transition(IssueState to, IssueState from, long version, String outcome, String reason) {
        ProjectionListener listener = new ProjectionListener(
                outbox, (transaction, of) -> Workflows.colonyDefault(), ProjectionSettings.DEFAULT, clock);
        Issue issue = issue(to, version);
        store.database()
                .useTransaction(transaction -> listener.onTransition(
                        transaction, issue, from, TransitionRequest.event(issue, outcome, Actor.mayor(), reason)));
    }

    private Issue issue(IssueState state, long version) {
        return new Issue(
                first,
                1,
                1,
                KEY,
                "one",
                "ann",
                state,
                Optional.empty(),
                version,
                "colony-default",
                1,
                0,
                1,
                "main",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                clock.instant(),
                clock.instant());
    }

    /** The code host, which notes each comment in the order in which it gets it, and fails for issue 1 while broken. */
    private Forge listening() {
        return (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("putComment")) {
                        throw new AssertionError(method);
                    }
                    if (broken && arguments[0].equals(KEY)) {
                        throw ForgeException.temporary("the code host is down, s3cret said");
                    }
                    synchronized (told) {
                        told.add(arguments[0] + " " + arguments[2]);
                    }
                    try {
                        return method.invoke(forge, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static String redact(String text) {
        return text.replace("s3cret", "***");
    }

    private OutboxDelivery delivery(Forge to) {
        return new OutboxDelivery(store.database(), outbox, WORKER, to, OutboxIT::redact, clock);
    }

    private static Projection comment(String body) {
        return new Projection.Comment(Optional.empty(), "m" + body, body);
    }

    private void add(long issue, String marker, Projection projection) {
        store.database()
                .useTransaction(transaction -> outbox.add(transaction, issue, marker, projection, clock.instant()));
    }

    /** Markers of what is still to be told. */
    private List<String> waiting() {
        return store.database()
                .inTransaction(transaction -> texts(
                        transaction, "select marker from outbox where delivered_at is null and failed_at is null"));
    }

    private List<String> payloads() {
        return store.database().inTransaction(transaction -> texts(transaction, "select payload::text from outbox"));
    }

    private List<String> errors() {
        return store.database().inTransaction(transaction -> texts(transaction, "select error from outbox"));
    }

    private static List<String> texts(Transaction transaction, String sql) {
        return transaction.handle().createQuery(sql).mapTo(String.class).list();
    }
}
