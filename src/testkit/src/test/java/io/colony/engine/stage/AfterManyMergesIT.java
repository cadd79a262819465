package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.git.TrustedClones;
import io.colony.engine.issue.Issue;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.recovery.sentinel.AfterMerge;
import io.colony.engine.recovery.sentinel.SentinelQueries;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Workers need the clone that merged changes are looked at in: a look holds it for a few of them at a time. */
class AfterManyMergesIT extends WithColony {
    private static final int MERGES = 130;

    private final HeldClones clones = new HeldClones();

    @Test
    void theCloneIsHeldForAFewMergesAtATimeAndEachHasItsTurn() {
        AfterMerge detector = detectorAfterManyMerges();

        detector.look(colony.clock.instant());
        assertThat(clones.held.get()).as("a hundred, ten at a time").isEqualTo(10);
        detector.look(colony.clock.instant());
        assertThat(clones.held.get()).as("and the thirty others").isEqualTo(13);
        detector.look(colony.clock.instant());
        assertThat(clones.held.get()).as("nothing has changed since").isEqualTo(13);
        assertThat(clones.threads).containsOnly(Thread.currentThread());
    }

    @Test
    void oneWhoseTimeIsOverIsLookedAtBeforeItHasSurvived() {
        AfterMerge detector = detectorAfterManyMerges();
        colony.host().change("main").remove("hello.txt").commit("Clean up");

        for (int look = 0; look < 2; look++) {
            assertThat(detector.look(colony.clock.instant().plus(Duration.ofDays(8))))
                    .hasSize(100)
                    .allSatisfy(finding -> assertThat(finding.reason()).contains("takes all of its changes back"));
        }
    }

    private AfterMerge detectorAfterManyMerges() {
        Issue issue = colony.reachedByWork("done", "hello.txt");
        colony.execute("""
                insert into merges (tenant_id, repository_id, issue_id, generation, base_branch, merge_sha, base_sha, head_sha,
                  pull_request, run_id, merged_at)
                select tenant_id, repository_id, issue_id, generation + more, base_branch, merge_sha, base_sha, head_sha,
                  pull_request, run_id, merged_at from merges, generate_series(1, ?) more
                """, MERGES - 1);
        assertThat(colony.one("select count(*) from merges where issue_id = ?", issue.id()))
                .isEqualTo(Integer.toString(MERGES));
        return new AfterMerge(
                SentinelQueries.postgres(colony.database, colony.stores.issues(), colony.stores.repositories()),
                colony.forges(),
                clones,
                Duration.ofDays(7));
    }

    /** Real clones, which count how often they are held. */
    private final class HeldClones implements TrustedClones {
        private final AtomicInteger held = new AtomicInteger();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        @Override
        public <T extends @Nullable Object> T with(
                String repository, String cloneUrl, Function<TrustedClone, T> function) {
            held.incrementAndGet();
            threads.add(Thread.currentThread());
            GitCommand git = new GitCommand(
                    new LocalCommandRunner(),
                    colony.work.resolve("git-home"),
                    Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
            return new LocalTrustedClones(colony.work, git).with(repository, cloneUrl, function);
        }
    }
}
