package io.colony.engine.config;

import io.colony.engine.ColonyException;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The settings below {@code store}. */
final class StoreReader {
    static final String PASSWORD = "store.password";

    private static final String EMBEDDED = "embedded";
    private static final Pattern CREDENTIALS = Pattern.compile("(?i).*([?&](password|user)=|//[^/]*@).*");

    private StoreReader() {}

    /** Empty for the embedded server. */
    static Optional<DatabaseSettings> read(
            Function<String, Optional<SettingValue>> optional, Function<String, SettingValue> required) {
        SettingValue url = required.apply("store.url");
        if (url.text().equals(EMBEDDED)) {
            return Optional.empty();
        }
        checkUrl(url);
        return Optional.of(new DatabaseSettings(
                url.text(),
                required.apply("store.user").text(),
                password(optional),
                required.apply("store.pool_size").integer(2, 200),
                Duration.ofSeconds(10),
                owner(optional)));
    }

    /** The role that owns the tables, where the settings name one. */
    private static Optional<DatabaseSettings.Login> owner(Function<String, Optional<SettingValue>> optional) {
        Optional<SettingValue> user = optional.apply("store.migration_user");
        Optional<SettingValue> file = optional.apply("store.migration_password_file");
        if (user.isEmpty() && file.isPresent()) {
            throw file.get()
                    .problem("is the password of whom? Name the role that owns the tables: store.migration_user.");
        }
        return user.map(name -> new DatabaseSettings.Login(
                name.text(), file.map(StoreReader::readFile).orElse(Secret.empty())));
    }

    private static void checkUrl(SettingValue url) {
        if (!url.text().startsWith("jdbc:postgresql:")) {
            throw url.problem("is not a Postgres JDBC URL; write jdbc:postgresql://HOST:PORT/DATABASE, or 'embedded'.");
        }
        if (CREDENTIALS.matcher(url.text()).matches()) {
            // The URL is shown to people, so the message does not repeat it either.
            throw url.error()
                    .apply("user and password do not belong into the JDBC URL, which is shown on pages;"
                            + " use store.user, and store.password_file or COLONY_STORE_PASSWORD.");
        }
    }

    private static Secret password(Function<String, Optional<SettingValue>> optional) {
        Optional<SettingValue> file = optional.apply("store.password_file");
        Optional<SettingValue> direct = optional.apply(PASSWORD);
        if (direct.isPresent()) {
            return Secret.of(direct.get().text());
        }
        return file.map(StoreReader::readFile).orElse(Secret.empty());
    }

    /** A file with a secret in it and nothing else. */
    static Secret readFile(SettingValue value) {
        Path path = value.path();
        try {
            return Secret.of(Files.readString(path).strip());
        } catch (IOException failure) {
            // The place is part of the message that the setting makes.
            ColonyException problem = value.problem("cannot be read (" + path
                    + "); the settings that end in _file each name a file with the password or secret in it.");
            throw new ConfigException(String.valueOf(problem.getMessage()), failure);
        }
    }
}
