package io.colony.runner.cli;

import io.colony.engine.config.ConfigException;
import io.colony.engine.config.UsersFile;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** The file of users that the settings name. */
final class UsersFileOption {
    @Mixin
    private CommonOptions common = new CommonOptions();

    UsersFile file(Program program) {
        return common.load(program, Map.of())
                .settings()
                .http()
                .usersFile()
                .map(UsersFile::new)
                .orElseThrow(
                        () -> new ConfigException("http.users_file is not set, so that there is no place for entries."
                                + " Set it in colony.yaml, such as http: {users_file: users.yaml}, or with --set."));
    }
}
