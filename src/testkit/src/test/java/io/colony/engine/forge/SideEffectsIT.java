package io.colony.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.forge.Intents.Intent;
import io.colony.engine.forge.Intents.Kind;
import io.colony.engine.forge.Intents.NewIntent;
import io.colony.engine.forge.Intents.Resolution;
import io.colony.engine.forge.SideEffects.Acting;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.process.CommandRunner;
import io.colony.testkit.SettableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever dies between the intent and its record: on real git there is one branch, one pull request, one merge. */
class SideEffectsIT {
    private static final String SLUG = StoreFixture.SLUG;
    private static final String BRANCH = "colony/1-ab12cd";
    private static final SettableClock CLOCK = new SettableClock();

    private final StoreFixture store = new StoreFixture();
    private final Account issue = store.issue(1);
    private final long task = store.task(issue);
    private final Intents intents = Intents.postgres();

    @TempDir
    private Path directory;

    private LocalForge forge;
    private GitFixture clone;
    private String base = "";
    private String head = "";

    @BeforeEach
    void importRepository() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        base = source.commit("README", "hello");
        forge = forge(new TestCommands());
        forge.importRepository(SLUG, source.directory());
        clone = GitFixture.cloneOf(forge.cloneUrl(SLUG), directory.resolve("clone"));
        head = clone.commit("change", "change");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Where a program is killed: in the side effect's own order. */
    enum Crash {
        AT_THE_EPOCH_CHECK,
        BEFORE_THE_ACT,
        IN_THE_ACT,
        AFTER_THE_ACT
    }

    @ParameterizedTest
    @EnumSource
    void aCrashedPushIsFoundAndNotLost(Crash crash) {
        assertThatThrownBy(() -> push(crashing(crash, "push"), 1)).hasMessage("killed");
        assertThat(open()).hasSize(1);

        assertThat(push(healthy(), 2)).isInstanceOf(SideEffect.Answered.class);

        assertThat(forge.tip(SLUG, BRANCH)).contains(head);
        assertResolved(crash, Kind.PUSH);
    }

    @ParameterizedTest
    @EnumSource
    void aCrashedPullRequestIsFoundAndNeverOpenedTwice(Crash crash) {
        push(healthy(), 1);
        assertThatThrownBy(() -> openPullRequest(crashing(crash, "merge-base"), 1))
                .hasMessage("killed");
        assertThat(open()).hasSize(1);

        PullRequest opened = answer(openPullRequest(healthy(), 2));

        assertThat(pullRequests()).isEqualTo(1);
        assertThat(forge.findPullRequest(SLUG, BRANCH)).contains(opened);
        // The act is cut off by its look at the branches, which comes before the row.
        assertResolved(crash == Crash.IN_THE_ACT ? Crash.BEFORE_THE_ACT : crash, Kind.PULL_REQUEST);
    }

    @ParameterizedTest
    @EnumSource
    void aCrashedMergeIsFoundAndNeverLostOrDoneTwice(Crash crash) {
        push(healthy(), 1);
        long number = answer(openPullRequest(healthy(), 1)).number();
        assertThatThrownBy(() -> merge(crashing(crash, "update-ref"), 1, number))
                .hasMessage("killed");
        assertThat(open()).hasSize(1);

        MergeOutcome outcome = answer(merge(healthy(), 2, number));

        String tip = forge.tip(SLUG, "main").orElseThrow();
        boolean done = crash == Crash.IN_THE_ACT || crash == Crash.AFTER_THE_ACT;
        assertThat(outcome).isEqualTo(new MergeOutcome.Merged(tip, done));
        clone.git("fetch", "--quiet");
        assertThat(clone.git("rev-list", "--first-parent", "--count", base + ".." + tip))
                .isEqualTo("1");
        assertThat(clone.git("rev-parse", tip + "^1", tip + "^2").lines()).containsExactly(base, head);
        assertResolved(crash, Kind.MERGE);
    }

    @Test
    void recoveringTellsWhatWasFound() {
        push(healthy(), 1);
        long number = answer(openPullRequest(healthy(), 1)).number();
        assertThatThrownBy(() -> merge(crashing(Crash.AFTER_THE_ACT, ""), 1, number))
                .hasMessage("killed");

        List<Intent> recovered = healthy().recover(issue.issueId());

        assertThat(recovered).singleElement().satisfies(intent -> {
            assertThat(intent.intended().kind()).isEqualTo(Kind.MERGE);
            assertThat(intent.resolution()).contains(Resolution.DONE);
            assertThat(intent.result())
                    .containsEntry("sha", forge.tip(SLUG, "main").orElseThrow());
        });
        assertThat(healthy().recover(issue.issueId())).isEmpty();
    }

    @Test
    void aWorkerWhoseTaskWasTakenAwayDoesNothing() {
        SideEffects revoked = new SideEffects(store.database(), intents, forge, (id, epoch) -> false, CLOCK);

        assertThat(push(revoked, 1)).isEqualTo(new SideEffect.Revoked<PushOutcome>(task, 1));

        assertThat(forge.tip(SLUG, BRANCH)).isEmpty();
        assertThat(history()).isEmpty();
    }

    @Test
    void aTaskThatIsTakenAwayAfterTheIntentIsNotActedOn() {
        int[] asked = {0};
        SideEffects revoked = new SideEffects(store.database(), intents, forge, (id, epoch) -> asked[0]++ == 0, CLOCK);

        assertThat(push(revoked, 1)).isEqualTo(new SideEffect.Revoked<PushOutcome>(task, 1));

        assertThat(forge.tip(SLUG, BRANCH)).isEmpty();
        assertThat(history())
                .singleElement()
                .satisfies(intent -> assertThat(intent.resolution()).contains(Resolution.SUPERSEDED));
    }

    @Test
    void recordsThatTheCodeHostSaidNo() {
        push(healthy(), 1);
        String other = clone.commitOn(base, "other", "other");

        PushOutcome outcome = answer(healthy().push(acting(1), clone.gitDirectory(), BRANCH, Optional.empty(), other));

        assertThat(outcome).isEqualTo(new PushOutcome.Moved(Optional.of(head)));
        assertThat(history()).last().satisfies(intent -> {
            assertThat(intent.resolution()).contains(Resolution.REFUSED);
            assertThat(intent.result().get("answer")).contains(head);
        });
    }

    @Test
    void aBranchGetsOnePullRequestEvenWhenAPersonClosedIt() {
        push(healthy(), 1);
        PullRequest opened = answer(openPullRequest(healthy(), 1));
        forge.closePullRequest(SLUG, opened.number());

        PullRequest again = answer(openPullRequest(healthy(), 2));

        assertThat(again.number()).isEqualTo(opened.number());
        assertThat(again.state()).isEqualTo(PullRequest.State.CLOSED);
    }

    @Test
    void oneIntentOfAKindIsOpenAtATime() {
        NewIntent intent = new NewIntent(
                issue.issueId(), task, 1, Kind.PUSH, BRANCH, Optional.empty(), Optional.of(head), Map.of("k", "v"));
        Intent opened =
                store.database().inTransaction(transaction -> intents.open(transaction, intent, CLOCK.instant()));
        assertThat(opened.intended()).isEqualTo(intent);

        assertThatThrownBy(() -> store.database()
                        .inTransaction(transaction -> intents.open(transaction, intent, CLOCK.instant())))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining("open push intent already");
        assertThat(resolve(opened, Resolution.DONE)).isTrue();
        assertThat(resolve(opened, Resolution.REFUSED)).isFalse();
        assertThat(history())
                .singleElement()
                .satisfies(found -> assertThat(found.resolution()).contains(Resolution.DONE));
    }

    private boolean resolve(Intent intent, Resolution resolution) {
        return store.database()
                .inTransaction(transaction ->
                        intents.resolve(transaction, intent.id(), resolution, Map.of(), CLOCK.instant()));
    }

    /** The crashed intent says what the code host showed, and nothing is open any more. */
    private void assertResolved(Crash crash, Kind kind) {
        assertThat(open()).isEmpty();
        Resolution expected = switch (crash) {
            case AT_THE_EPOCH_CHECK, BEFORE_THE_ACT -> Resolution.SUPERSEDED;
            case IN_THE_ACT, AFTER_THE_ACT -> Resolution.DONE;
        };
        assertThat(history())
                .filteredOn(intent -> intent.intended().kind() == kind)
                .extracting(intent -> intent.resolution().orElseThrow())
                .containsExactly(expected, Resolution.DONE);
    }

    private SideEffects healthy() {
        return new SideEffects(store.database(), intents, forge, (id, epoch) -> true, CLOCK);
    }

    /** @param gitCommand after which a crash in the act comes */
    private SideEffects crashing(Crash crash, String gitCommand) {
        return switch (crash) {
            case AT_THE_EPOCH_CHECK -> {
                int[] asked = {0};
                yield effects(forge, (id, epoch) -> {
                    if (asked[0]++ > 0) {
                        throw killed();
                    }
                    return true;
                });
            }
            case BEFORE_THE_ACT -> effects(new DyingForge(forge, false), (id, epoch) -> true);
            case AFTER_THE_ACT -> effects(new DyingForge(forge, true), (id, epoch) -> true);
            case IN_THE_ACT -> effects(forge(dyingAfter(gitCommand)), (id, epoch) -> true);
        };
    }

    private SideEffects effects(Forge by, EpochCheck epochs) {
        return new SideEffects(store.database(), intents, by, epochs, CLOCK);
    }

    private static IllegalStateException killed() {
        return new IllegalStateException("killed");
    }

    private static CommandRunner dyingAfter(String gitCommand) {
        TestCommands commands = new TestCommands();
        return (command, in, environment, input, timeout) -> {
            CommandRunner.CommandOutput output = commands.run(command, in, environment, input, timeout);
            if (command.contains(gitCommand)) {
                throw killed();
            }
            return output;
        };
    }

    private LocalForge forge(CommandRunner commands) {
        return LocalForge.create(store.database(), directory.resolve("forge"), commands, CLOCK);
    }

    private Acting acting(long epoch) {
        return new Acting(SLUG, issue.issueId(), task, epoch);
    }

    private SideEffect<PushOutcome> push(SideEffects effects, long epoch) {
        return effects.push(acting(epoch), clone.gitDirectory(), BRANCH, Optional.empty(), head);
    }

    private SideEffect<PullRequest> openPullRequest(SideEffects effects, long epoch) {
        return effects.openPullRequest(acting(epoch), new NewPullRequest("Change", "Body", "colony", BRANCH, "main"));
    }

    private SideEffect<MergeOutcome> merge(SideEffects effects, long epoch, long number) {
        return effects.merge(acting(epoch), number, head, "Merge it");
    }

    private static <T> T answer(SideEffect<T> effect) {
        return switch (effect) {
            case SideEffect.Answered<T> answered -> answered.answer();
            case SideEffect.Revoked<T> revoked -> throw new AssertionError(revoked.toString());
        };
    }

    private List<Intent> open() {
        return store.database().inTransaction(transaction -> intents.findOpen(transaction, issue.issueId()));
    }

    private List<Intent> history() {
        return store.database().inTransaction(transaction -> intents.history(transaction, issue.issueId()));
    }

    private long pullRequests() {
        return store.database()
                .inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("select count(*) from local_pull_requests")
                        .mapTo(Long.class)
                        .one());
    }
}
