package io.colony.engine.gate;

import io.colony.engine.gate.ShellWords.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads which programs a text for {@code sh} starts, with which words and in which directory. It follows {@code cd},
 * groups, {@code env A=B}, {@code sh -c '...'} and programs that start others ({@code timeout 60 make}).
 */
final class ShellCommands {
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*\\+?=(?s:.*)");
    private static final Set<String> KEYWORDS =
            Set.of("if", "then", "elif", "else", "while", "until", "do", "!", "{", "}", "fi", "done", "esac");
    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "zsh", "ksh", "dash", "ash", "busybox", "su", "runuser");
    /** What runs the words that come after its own options. */
    private static final Set<String> PREFIXES = Set.of(
            "env",
            "time",
            "exec",
            "command",
            "nice",
            "nohup",
            "timeout",
            "gtimeout",
            "sudo",
            "doas",
            "xvfb-run",
            "stdbuf",
            "setsid",
            "ionice",
            "chronic",
            "xargs",
            "retry",
            "builtin",
            "cross-env",
            "agent-sandbox",
            "bwrap",
            "python",
            "python3");
    /** What runs words that come after others of its own. */
    private static final Set<String> WRAPPERS = Set.of(
            "find",
            "parallel",
            "watch",
            "dotenv",
            "direnv",
            "mise",
            "rtx",
            "asdf",
            "nix",
            "nix-shell",
            "devbox",
            "docker",
            "podman",
            "docker-compose",
            "poetry",
            "uv",
            "uvx",
            "pipx",
            "pipenv",
            "pdm",
            "hatch",
            "rye",
            "bundle",
            "npx",
            "npm",
            "pnpm",
            "yarn",
            "bun",
            "bunx",
            "corepack",
            "coverage",
            "coproc",
            "concurrently",
            "start-server-and-test",
            "c8",
            "nyc",
            "strace",
            "flock",
            "unshare",
            "script",
            "entr",
            "go",
            "cargo",
            "dart",
            "composer");

    private static final int DEEPEST = 5;
    private static final int MOST = 2_000;
    private static final int MOST_SETTINGS = 50;
    private static final int MOST_TEXTS = 20;

    private final List<Command> commands = new ArrayList<>();
    private final Deque<RepositoryPlace> outer = new ArrayDeque<>();
    private RepositoryPlace place;
    private final int depth;

    private ShellCommands(RepositoryPlace place, int depth) {
        this.place = place;
        this.depth = depth;
    }

    /**
     * A program that is started.
     *
     * @param place the directory that it is started in
     * @param words the program and its arguments, without quotes; at least one
     * @param settings {@code A=B} before it
     * @param direct whether it stands in the place of a program, and is not one that another may start
     */
    record Command(RepositoryPlace place, List<String> words, List<String> settings, boolean direct) {
        /** Without the directory that it lies in. */
        String program() {
            return words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        }

        List<String> arguments() {
            return words.subList(1, words.size());
        }
    }

    static List<Command> read(String text, RepositoryPlace place) {
        return read(text, place, 0);
    }

    private static List<Command> read(String text, RepositoryPlace place, int depth) {
        ShellCommands reader = new ShellCommands(place, depth);
        List<String> words = new ArrayList<>();
        boolean skip = false;
        for (Token token : ShellWords.read(text)) {
            if (token.operator()) {
                reader.command(words);
                reader.operator(token.text());
                words = new ArrayList<>();
                skip = false;
            } else if (skip || token.text().equals(">")) {
                skip = !skip;
            } else {
                words.add(token.text());
            }
        }
        reader.command(words);
        return List.copyOf(reader.commands);
    }

    private void operator(String operator) {
        if (operator.equals("(")) {
            outer.push(place);
        } else if (operator.equals(")") && !outer.isEmpty()) {
            place = outer.pop();
        }
    }

    private void command(List<String> all) {
        int at = 0;
        List<String> settings = new ArrayList<>();
        while (at < all.size()
                && (KEYWORDS.contains(all.get(at))
                        || all.get(at).equals("function")
                        || ASSIGNMENT.matcher(all.get(at)).matches())) {
            if (ASSIGNMENT.matcher(all.get(at)).matches() && settings.size() < MOST_SETTINGS) {
                settings.add(all.get(at));
            }
            // A function's name stands where a program would.
            at += all.get(at).equals("function") ? 2 : 1;
        }
        at = Math.min(at, all.size());
        if (at == all.size() || commands.size() >= MOST) {
            return;
        }
        Command command = new Command(place, List.copyOf(all.subList(at, all.size())), List.copyOf(settings), true);
        commands.add(command);
        follow(command);
    }

    private void follow(Command command) {
        List<String> arguments = command.arguments();
        switch (command.program()) {
            case "cd", "pushd" ->
                arguments.stream()
                        .filter(word -> !word.startsWith("-") || word.equals("-"))
                        .findFirst()
                        .ifPresentOrElse(to -> place = place.resolve(to), () -> place = RepositoryPlace.UNKNOWN);
            case "popd" -> place = RepositoryPlace.UNKNOWN;
            case "trap" -> arguments.stream().findFirst().ifPresent(this::inner);
            case "eval" -> inner(String.join(" ", arguments));
            default -> {
                if (SHELLS.contains(command.program())) {
                    script(arguments);
                }
                if (PREFIXES.contains(command.program()) || WRAPPERS.contains(command.program())) {
                    wrapped(command);
                    texts(command);
                }
            }
        }
    }

    private void scriptIn(RepositoryPlace where, List<String> arguments) {
        RepositoryPlace here = place;
        place = where;
        script(arguments);
        place = here;
    }

    private void script(List<String> arguments) {
        for (int at = 0; at + 1 < arguments.size(); at++) {
            if (arguments.get(at).matches("-[a-z]*c[a-z]*")) {
                inner(arguments.get(at + 1));
                return;
            }
        }
    }

    /** Programs that take whole commands as a word: {@code nix-shell --run 'make test'}. Code of a language is none. */
    private void texts(Command command) {
        if (!GateTools.plain(command.program()).equals("python")) {
            command.arguments().stream()
                    .filter(word ->
                            word.contains(" ") && !ASSIGNMENT.matcher(word).matches())
                    .limit(MOST_TEXTS)
                    .forEach(this::inner);
        }
    }

    private void inner(String text) {
        if (depth < DEEPEST) {
            commands.addAll(read(text, place, depth + 1));
        }
    }

    /** Which of its words are its own options is not known: each word that is a tool's name may be what it starts. */
    private void wrapped(Command command) {
        List<String> words = command.words();
        RepositoryPlace where = place;
        List<String> settings = new ArrayList<>(command.settings());
        boolean first = PREFIXES.contains(command.program());
        for (int at = 1; at < words.size() && commands.size() < MOST; at++) {
            String word = words.get(at);
            if (ASSIGNMENT.matcher(word).matches()) {
                if (settings.size() < MOST_SETTINGS) {
                    settings.add(word);
                }
            } else if (Set.of("-C", "--chdir", "--directory", "--cwd").contains(words.get(at - 1))) {
                where = place.resolve(word);
            } else if (word.matches("--(?:chdir|directory|cwd)=(?s:.*)")) {
                where = place.resolve(word.substring(word.indexOf('=') + 1));
            } else if (word.matches("exec|-exec|run|dlx|x|--")) {
                first = true;
            } else if (!word.startsWith("-")) {
                Command inside = new Command(where, words.subList(at, words.size()), List.copyOf(settings), first);
                boolean value = word.matches("\\d\\S*|\\$.*");
                first &= value;
                if (GateTools.knows(inside.program()) || SHELLS.contains(inside.program())) {
                    commands.add(new Command(where, inside.words(), inside.settings(), true));
                    if (SHELLS.contains(inside.program())) {
                        scriptIn(where, inside.arguments());
                    }
                } else if (inside.direct() && !value && (word.startsWith("./") || !TestFiles.isFoundByRunners(word))) {
                    commands.add(inside);
                }
            }
        }
    }
}
