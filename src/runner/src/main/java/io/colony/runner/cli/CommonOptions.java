package io.colony.runner.cli;

import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.runner.ExitCode;
import io.colony.runner.ForeignFiles;
import io.colony.runner.RunnerException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads the settings. */
final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings; default: colony.yaml in the current directory, if there is one"
                    + " and git does not track it there.")
    private @Nullable Path config;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Data, workspaces and logs. Default: work_directory of the settings, work in the current directory where"
                            + " they do not say.")
    private @Nullable Path work;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any setting, such as ceilings.issue=3; may be repeated. 'colony check' lists them.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    @SuppressWarnings("UnusedVariable") // ErrorReport looks for it, also where the command line could not be read
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /** The settings, with what a command itself fixes or its own options say. */
    LoadedSettings load(Program program, Map<String, String> more) {
        SettingsSources sources = SettingsSources.of(program.host()).withFile(Optional.ofNullable(config));
        sources.unnamedFile().ifPresent(new ForeignFiles(program.git())::refuseSettings);
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(set);
        if (work != null) {
            all.put("work_directory", work.toString());
        }
        for (Map.Entry<String, String> entry : all.entrySet()) {
            if (entry.getValue() == null) {
                throw new RunnerException(ExitCode.USAGE, "--set " + entry.getKey() + ": write NAME=VALUE.");
            }
            sources = sources.with(entry.getKey(), entry.getValue());
        }
        return SettingsLoader.load(sources);
    }
}
