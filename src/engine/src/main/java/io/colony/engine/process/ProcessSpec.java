package io.colony.engine.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to be run.
 *
 * @param command the program and its arguments; no shell takes part
 * @param directory where it runs
 * @param environment all of its environment: nothing is inherited
 * @param standardInput written to it as UTF-8, then closed
 */
public record ProcessSpec(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        String standardInput,
        ProcessLimits limits) {}
