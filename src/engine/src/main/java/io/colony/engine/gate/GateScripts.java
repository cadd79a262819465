package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scripts of a repository that its gates' commands start, such as {@code check.sh} in {@code sh check.sh}. A change of
 * one of them changes what the gate says about that very change, so it is for a person.
 */
public final class GateScripts {
    private static final Pattern SEPARATOR = Pattern.compile("&&|\\|\\||[;|&\\n(){}]");
    private static final Pattern SCRIPT =
            Pattern.compile("[\\w./@+-]+\\.(?:sh|bash|zsh|ksh|py|rb|pl|js|mjs|cjs|ts|php|ps1|bat|cmd)");
    private static final Pattern PROGRAM = Pattern.compile("(?:\\./)?(?:[\\w.@+-]+/)*[\\w.@+-]+");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");
    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "zsh", "ksh", "dash", "exec", "env", "time", "source", ".", "command");

    private GateScripts() {}

    /** Patterns for protected paths, each for one file. */
    public static List<String> patterns(List<GateDefinition> gates) {
        Set<String> patterns = new LinkedHashSet<>();
        gates.forEach(gate -> {
            for (String command : SEPARATOR.split(gate.command(), -1)) {
                scripts(command.strip()).forEach(script -> patterns.add("/" + script));
            }
        });
        return List.copyOf(patterns);
    }

    private static List<String> scripts(String command) {
        List<String> found = new ArrayList<>();
        boolean program = true;
        for (String quoted : command.split("\\s+", -1)) {
            String word = quoted.replaceAll("[\"']", "");
            boolean script = SCRIPT.matcher(word).matches() && !TestFiles.isFoundByRunners(word);
            boolean started =
                    program && word.contains("/") && PROGRAM.matcher(word).matches();
            String path = word.replaceAll("^(?:\\./)+", "");
            if ((script || started) && isBelowRoot(path)) {
                found.add(path);
            }
            program &= SHELLS.contains(word) || ASSIGNMENT.matcher(word).matches() || word.startsWith("-");
        }
        return found;
    }

    private static boolean isBelowRoot(String path) {
        return !path.isEmpty()
                && !path.startsWith("/")
                && !List.of(path.split("/", -1)).contains("..");
    }
}
