package io.colony.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FairShareTest {
    private static final String STAGE = "stage";

    @Test
    void aLongLineDoesNotStarveAShortOne() {
        Simulation simulation = new Simulation(new FairShare(), 1);
        simulation.enqueue(1, 1, 1_000);
        simulation.claimAndEnd(10);
        simulation.enqueue(1, 2, 1);

        assertThat(simulation.claimAndEnd(2)).contains(2L);
    }

    @Test
    void tenantsShareBeforeTheirRepositoriesDo() {
        Simulation simulation = new Simulation(new FairShare(), 1);
        for (int repository = 1; repository <= 9; repository++) {
            simulation.enqueue(1, repository, 100);
        }
        simulation.enqueue(2, 10, 100);

        List<Long> served = simulation.claimAndEnd(20);

        assertThat(served.stream().filter(repository -> repository == 10)).hasSize(10);
    }

    @Test
    void whoeverHoldsManyWorkersWaitsForThoseWhoHoldFew() {
        FairShare shares = new FairShare();
        Lane greedy = lane(1, 1, 5);
        Lane modest = lane(2, 2, 1);

        assertThat(shares.order(List.of(greedy, modest))).containsExactly(modest, greedy);
        shares.served(modest);
        assertThat(shares.order(List.of(greedy, modest)))
                .as("also right after its turn")
                .containsExactly(modest, greedy);
    }

    /** The bound that the class promises, for every mix of lines and arrivals. */
    @Property(tries = 300)
    void aWaitingRepositoryIsServedWithinOneRound(
            @ForAll @IntRange(min = 1, max = 6) int tenants,
            @ForAll @IntRange(min = 1, max = 6) int repositories,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Simulation simulation = new Simulation(new FairShare(), 1);
        Map<Long, Integer> waitingSince = new HashMap<>();
        for (int step = 0; step < 300; step++) {
            int tenant = random.nextInt(tenants);
            simulation.enqueue(tenant, tenant * 100 + random.nextInt(repositories), 1 + random.nextInt(3));
            int now = step;
            simulation.waiting().forEach(repository -> waitingSince.putIfAbsent(repository, now));
            simulation.claimAndEnd(1).forEach(waitingSince::remove);
            assertThat(waitingSince.values())
                    .as("step %s: nobody waits for more than a turn of each tenant, times its repositories", step)
                    .allSatisfy(since -> assertThat(now - since).isLessThanOrEqualTo(tenants * repositories));
        }
    }

    /** With many workers at once: while both have work, no tenant holds two workers more than another that waits. */
    @Property(tries = 200)
    void noTenantHoldsMoreWorkersThanItsShareWhileAnotherWaits(
            @ForAll @IntRange(min = 2, max = 16) int workers,
            @ForAll @IntRange(min = 2, max = 5) int tenants,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Simulation simulation = new Simulation(new FairShare(), workers);
        for (int tenant = 0; tenant < tenants; tenant++) {
            simulation.enqueue(tenant, tenant * 100L, 5_000);
        }
        for (int step = 0; step < 500; step++) {
            simulation.fill();
            Map<Long, Integer> held = simulation.heldByTenant();
            int most = held.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            int least = held.size() < tenants
                    ? 0
                    : held.values().stream().mapToInt(Integer::intValue).min().orElse(0);
            // One may have got ahead while others ended; the next claims go to those behind.
            simulation.endOne(random);
            assertThat(most - least).as("step %s: %s", step, held).isLessThanOrEqualTo(2);
        }
    }

    private static Lane lane(long tenant, long repository, long claimed) {
        return new Lane(STAGE, tenant, repository, Instant.EPOCH, claimed, claimed);
    }

    /** A store in memory: lines, and workers that hold tasks. */
    private static final class Simulation {
        private final FairShare shares;
        private final int workers;
        private final Map<Long, Long> tenantOf = new HashMap<>();
        private final Map<Long, Integer> queued = new HashMap<>();
        private final List<Long> held = new ArrayList<>();

        Simulation(FairShare shares, int workers) {
            this.shares = shares;
            this.workers = workers;
        }

        void enqueue(long tenant, long repository, int tasks) {
            tenantOf.put(repository, tenant);
            queued.merge(repository, tasks, Integer::sum);
        }

        List<Long> waiting() {
            return queued.entrySet().stream()
                    .filter(line -> line.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        Map<Long, Integer> heldByTenant() {
            Map<Long, Integer> count = new HashMap<>();
            held.forEach(repository -> count.merge(tenant(repository), 1, Integer::sum));
            return count;
        }

        void fill() {
            while (held.size() < workers && !waiting().isEmpty()) {
                claim();
            }
        }

        void endOne(SplittableRandom random) {
            held.remove(random.nextInt(held.size()));
        }

        List<Long> claimAndEnd(int times) {
            List<Long> served = new ArrayList<>();
            for (int time = 0; time < times && !waiting().isEmpty(); time++) {
                served.add(claim());
                held.clear();
            }
            return served;
        }

        private long claim() {
            List<Lane> lanes = waiting().stream()
                    .sorted(Comparator.comparingLong(repository -> -repository))
                    .map(this::lane)
                    .toList();
            Lane first = shares.order(lanes).getFirst();
            shares.served(first);
            queued.merge(first.repositoryId(), -1, Integer::sum);
            held.add(first.repositoryId());
            return first.repositoryId();
        }

        private long tenant(long repository) {
            return Objects.requireNonNull(tenantOf.get(repository));
        }

        private Lane lane(long repository) {
            long tenant = tenant(repository);
            long ofTenant =
                    held.stream().filter(other -> tenant(other) == tenant).count();
            long ofRepository =
                    held.stream().filter(other -> other == repository).count();
            return new Lane(STAGE, tenant, repository, Instant.EPOCH, ofTenant, ofRepository);
        }
    }
}
