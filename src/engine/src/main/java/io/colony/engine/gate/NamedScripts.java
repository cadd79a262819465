package io.colony.engine.gate;

import io.colony.engine.gate.GateTools.Tool;
import io.colony.engine.gate.ShellCommands.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which scripts of {@code package.json} and its like a command runs. */
final class NamedScripts {
    private static final Set<String> RUN = Set.of("run", "run-script", "rum", "urn", "task", "exec", "x", "dlx");
    private static final Set<String> TEST = Set.of("test", "t", "tst", "it", "cit", "install-test", "install-ci-test");
    /** They run what they are told by their own words, or the scripts of an installation: none by a name. */
    private static final Set<String> NONE = Set.of(
            "ci",
            "install",
            "i",
            "add",
            "audit",
            "pack",
            "publish",
            "exec",
            "x",
            "dlx",
            "create",
            "init",
            "config",
            "cache",
            "install-clean",
            "ls",
            "list",
            "outdated",
            "version",
            "view",
            "global",
            "set",
            "--version",
            "-v");

    private static final Set<String> OWN =
            Set.of("npm", "pnpm", "yarn", "yarnpkg", "bun", "composer", "deno", "run-s", "run-p", "npm-run-all");
    /** Stands for "none of its scripts by name". */
    private static final Set<String> NOTHING = Set.of("\0");

    private NamedScripts() {}

    /** Their names; empty for all of them, where the words do not say. */
    static Set<String> of(Command command, Tool tool) {
        String program = command.program();
        boolean scripts = tool.watches().stream()
                .anyMatch(watch ->
                        Set.of(Watched.NPM, Watched.COMPOSER, Watched.DENO).contains(watch.part()));
        if (!scripts || Set.of("turbo", "nx", "lerna", "wireit", "rush").contains(program)) {
            return Set.of();
        }
        if (!OWN.contains(program)) {
            return NOTHING;
        }
        List<String> words = words(command, tool);
        if (words.isEmpty() || words.stream().anyMatch(word -> word.contains("$"))) {
            return words.isEmpty() ? NOTHING : Set.of();
        }
        String first = words.getFirst();
        if (program.startsWith("run-") || program.equals("npm-run-all")) {
            return Set.copyOf(words);
        }
        if (RUN.contains(first) && words.size() > 1) {
            return Set.of(words.get(1));
        }
        if (Set.of("workspace", "workspaces", "recursive", "multi", "m").contains(first)) {
            return Set.of();
        }
        if (NONE.contains(first)) {
            return NOTHING;
        }
        return TEST.contains(first) ? Set.of("test") : Set.of(first);
    }

    /** Without options and what belongs to them. */
    private static List<String> words(Command command, Tool tool) {
        List<String> words = new ArrayList<>();
        List<String> arguments = command.arguments();
        for (int at = 0; at < arguments.size(); at++) {
            String word = arguments.get(at);
            if (word.equals("--")) {
                break;
            }
            if (tool.directories().contains(word)
                    || Set.of("-w", "--workspace", "--filter", "-F").contains(word)) {
                at++;
            } else if (!word.startsWith("-")) {
                words.add(word);
            }
        }
        return words;
    }

    /** The targets among make's words. */
    static List<String> targets(List<String> arguments) {
        List<String> targets = new ArrayList<>();
        for (int at = 0; at < arguments.size(); at++) {
            String word = arguments.get(at);
            if (word.matches("-[CfIoWl]|--(?:directory|file|makefile|include-dir|old-file|what-if)")) {
                at++;
            } else if (!word.startsWith("-") && !word.contains("=") && !word.matches("\\d+")) {
                targets.add(word);
            }
        }
        return targets;
    }
}
