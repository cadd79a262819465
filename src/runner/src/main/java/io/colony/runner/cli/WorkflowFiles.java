package io.colony.runner.cli;

import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.FileProblem;
import io.colony.engine.plugin.InstalledPlugins;
import io.colony.engine.plugin.PluginDirectory;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.WorkflowParser;
import io.colony.engine.workflow.Workflows;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Workflow files, checked against the plugins that the settings name; no store is needed. */
final class WorkflowFiles {
    private WorkflowFiles() {}

    /** What new issues start with by these settings. */
    static Workflow configured(ColonySettings settings) {
        return settings.workflow().file().map(file -> read(settings, file)).orElseGet(Workflows::colonyDefault);
    }

    /** @throws io.colony.engine.workflow.WorkflowException with all that is wrong with it */
    static Workflow read(ColonySettings settings, Path file) {
        return WorkflowParser.parse(text(file), file.toString(), declared(settings));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.BAD_DATA,
                    "The workflow file " + file + " cannot be read: " + FileProblem.of(failure)
                            + ". Name a text file that can.",
                    failure);
        }
    }

    static DeclaredOutcomes declared(ColonySettings settings) {
        return DeclaredOutcomes.withPlugins(InstalledPlugins.of(settings.workflow()
                        .pluginsDirectory()
                        .map(PluginDirectory::load)
                        .orElse(List.of()))
                .outcomes());
    }
}
