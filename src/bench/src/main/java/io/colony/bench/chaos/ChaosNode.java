package io.colony.bench.chaos;

import io.colony.bench.chaos.SimulatedHost.HostFault;
import io.colony.engine.Colony;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** One process of the colony under test. It ends when the program that started it does. */
public final class ChaosNode {
    private ChaosNode() {}

    public static void main(String... arguments) throws IOException {
        NodeSettings settings = NodeSettings.of(arguments);
        Database database = until(() -> Database.open(ChaosColony.store(settings)));
        DatabaseClock right = until(() -> DatabaseClock.of(database));
        InstantSource clock = SkewedClock.of(right, Duration.ofMillis(settings.offsetMillis()), settings.driftPpm());
        Witness witness = new Witness(new SqlClient(settings.url(), settings.user(), "chaos-witness"), settings.name());
        AtomicBoolean calm = new AtomicBoolean();
        SimulatedHost host = new SimulatedHost(
                new SqlClient(settings.url(), settings.user(), "chaos-host"),
                () -> calm.get() ? HostFault.NONE : fault(witness, new Random()));
        Colony colony = until(() -> new ChaosColony(settings, database, clock, host, witness)
                .builder()
                .build());
        colony.start();
        System.out.println("ready");
        System.out.flush();
        Thread.ofVirtual().start(() -> watch(witness, calm));
        while (System.in.read() >= 0) {
            // The program that started this one holds the other end.
        }
        colony.drain(Duration.ofSeconds(10));
        System.exit(0);
    }

    private static void watch(Witness witness, AtomicBoolean calm) {
        while (!calm.get()) {
            calm.set(witness.calm());
            Pause.of(Duration.ofMillis(500));
        }
    }

    /** Nodes are started while Postgres is down and connections are cut, too. */
    private static <T> T until(Supplier<T> act) {
        while (true) {
            try {
                return act.get();
            } catch (ColonyException | JdbiException away) {
                Pause.of(Duration.ofMillis(200));
            }
        }
    }

    private static HostFault fault(Witness witness, Random random) {
        int die = random.nextInt(100);
        HostFault fault = die < 3
                ? HostFault.REFUSES
                : die < 6 ? HostFault.ANSWER_LOST : die < 10 ? HostFault.SLOW : HostFault.NONE;
        if (fault != HostFault.NONE) {
            witness.fault(
                    "host-" + fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        return fault;
    }
}
