package io.colony.engine.gate;

import io.colony.engine.gate.ShellCommands.Command;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scripts of a repository that its gates' commands start, such as {@code check.sh} in {@code sh check.sh}. A change of
 * one of them changes what the gate says about that very change, so it is for a person.
 */
public final class GateScripts {
    private static final Pattern SCRIPT = Pattern.compile(
            "[\\w./@+-]+\\.(?:sh|bash|zsh|ksh|py|rb|pl|js|mjs|cjs|ts|mts|cts|php|ps1|bat|cmd|lua|awk|groovy|tcl|jl|exs)");
    private static final Pattern PATH = Pattern.compile("\u0001?(?:\\.{0,2}/)*+(?:[\\w.@+-]+/)*+[\\w.@+-]+");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "ksh", "dash", "ash", "source", ".");
    private static final Set<String> INTERPRETERS = Set.of(
            "python", "node", "ruby", "perl", "php", "lua", "bun", "tsx", "ts-node", "pwsh", "awk", "groovy", "julia");
    /** Options that take the place of a script, or a word after which there is none. */
    private static final Pattern NO_SCRIPT = Pattern.compile("-[a-z]*[ceEm]|--eval|--test|--print|-p|--command");

    private GateScripts() {}

    /** Patterns for protected paths, each for one file. */
    public static List<String> patterns(List<GateDefinition> gates) {
        Set<String> patterns = new LinkedHashSet<>();
        for (GateDefinition gate : gates) {
            for (Command command : ShellCommands.read(gate.command(), RepositoryPlace.ROOT)) {
                started(command).ifPresent(word -> pattern(command, word).ifPresent(patterns::add));
                named(command).forEach(word -> pattern(command, word).ifPresent(patterns::add));
            }
        }
        return List.copyOf(patterns);
    }

    /** The file that a command runs as a script, as it names it. */
    static Optional<String> started(Command command) {
        String program = command.words().getFirst();
        if (program.contains("/")) {
            return PATH.matcher(program).matches() ? Optional.of(program) : Optional.empty();
        }
        if (SHELLS.contains(program)) {
            return first(command.arguments(), Set.of("-o", "+o", "-O", "--rcfile", "--init-file"));
        }
        if (INTERPRETERS.contains(GateTools.plain(program))) {
            return first(command.arguments(), Set.of("-W", "-X", "-r", "-I", "-f", "--require", "--import"))
                    .filter(word -> word.contains(".") || word.contains("/"))
                    .filter(word -> !TestFiles.isFoundByRunners(word) && !word.endsWith("/"));
        }
        return Optional.empty();
    }

    private static Optional<String> first(List<String> arguments, Set<String> withValue) {
        for (int at = 0; at < arguments.size(); at++) {
            String word = arguments.get(at);
            if (NO_SCRIPT.matcher(word).matches() && !(word.endsWith("e") && word.matches("-[eux]+"))) {
                return Optional.empty();
            }
            if (withValue.contains(word) || word.matches("[-+][a-z]+o")) {
                at++;
            } else if (!word.startsWith("-") && !word.startsWith("+")) {
                return Optional.of(word).filter(path -> PATH.matcher(path).matches());
            }
        }
        return Optional.empty();
    }

    /** Words of a gate's own command that look like scripts, whatever program they are given to. */
    private static List<String> named(Command command) {
        List<String> found = new ArrayList<>();
        for (String word : command.words()) {
            if (SCRIPT.matcher(word).matches() && !TestFiles.isFoundByRunners(word)) {
                found.add(word);
            }
        }
        return found;
    }

    /** Empty where the word names no file of the repository. */
    static Optional<String> pattern(Command command, String word) {
        if (command.place().known() || word.startsWith(RepositoryPlace.FROM_ROOT)) {
            return command.place().file(word).map(path -> "/" + RepositoryPlace.quoted(path));
        }
        String path = word.replaceAll("^(?:\\.{1,2}/)+", "");
        return path.startsWith("/") || path.isEmpty() || path.equals("..")
                ? Optional.empty()
                : Optional.of("**/" + RepositoryPlace.quoted(path));
    }
}
