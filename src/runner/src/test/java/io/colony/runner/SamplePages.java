package io.colony.runner;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.config.HttpSettings;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.ReadModels;
import io.colony.testkit.SampleDoors;
import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import io.colony.web.ColonyServlet;
import io.colony.web.Site;
import io.colony.web.access.Access;
import io.colony.web.access.FormTokens;
import io.colony.web.access.HostPolicy;
import io.colony.web.act.Commands;
import io.colony.web.exchange.Reading;
import io.colony.web.layout.Surroundings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** The pages of a sample store, served as the program serves them, to whoever comes. */
final class SamplePages {
    private static final EffectiveConfiguration SETTINGS = new EffectiveConfiguration(List.of(
            new EffectiveConfiguration.Entry("http.port", "8420", "default"),
            new EffectiveConfiguration.Entry("workers.count", "4", "colony.yaml:12")));

    private SamplePages() {}

    /** By the engine's own doors; the code host lets everybody do everything. */
    static Commands commands(TestDatabase database, Path directory) {
        SampleDoors doors = SampleDoors.of(database.database(), directory);
        return Commands.of(new Commands.Doors(
                doors.actions(),
                doors.possible(),
                doors.budgets(),
                doors.breakers(),
                doors.letters(),
                doors.dispatch(),
                key -> Optional.of(new Usd(BigDecimal.valueOf(5)))));
    }

    /** To Ada, who can only look. */
    static PagesServer serve(TestDatabase database) {
        return serve(database, SETTINGS, "ada", Commands.none());
    }

    /** To Ada, who can have this done. */
    static PagesServer serve(TestDatabase database, Commands commands) {
        return serve(database, SETTINGS, "ada", commands);
    }

    static PagesServer serve(TestDatabase database, EffectiveConfiguration settings, String login, Commands commands) {
        return PagesServer.start(
                new HttpSettings("127.0.0.1", 0),
                new ColonyServlet(new Site(
                        new Reading(
                                ReadModels.postgres(database.database(), new SettableClock(SampleStore.NOW)), settings),
                        HostPolicy.loopback(),
                        Access.everybodyIs(login),
                        new FormTokens(new SecureRandom()),
                        commands,
                        Optional.empty(),
                        Surroundings.alone())));
    }
}
