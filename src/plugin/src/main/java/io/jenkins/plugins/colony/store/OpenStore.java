package io.jenkins.plugins.colony.store;

import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.status.ReadModels;
import io.colony.web.ColonyServlet;
import io.colony.web.Site;
import io.colony.web.access.Access;
import io.colony.web.access.HostPolicy;
import io.colony.web.access.RequestGuard;
import io.colony.web.act.Commands;
import io.colony.web.exchange.Reading;
import io.jenkins.plugins.colony.configuration.SettingsFromJenkins;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** An open store with the pages on it. */
public final class OpenStore implements AutoCloseable {
    private final Database database;
    private final ColonyServlet pages;

    private OpenStore(Database database, ColonyServlet pages) {
        this.database = database;
        this.pages = pages;
    }

    /**
     * Brings the schema up to date, and connects.
     *
     * @throws io.colony.engine.ColonyException which says why that cannot be
     */
    public static OpenStore open(LoadedSettings settings, Access access, RequestGuard guard) {
        Database database = Database.open(SettingsFromJenkins.store(settings));
        Site site = new Site(
                new Reading(ReadModels.postgres(database, DatabaseClock.of(database)), settings.effective()),
                // Which names Jenkins goes by is Jenkins' affair.
                HostPolicy.any(),
                access,
                guard,
                Commands.none(),
                Optional.empty());
        return new OpenStore(database, new ColonyServlet(site));
    }

    /** Answers a request for a page. */
    public void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        pages.service(request, response);
    }

    @Override
    public void close() {
        pages.destroy();
        database.close();
    }
}
