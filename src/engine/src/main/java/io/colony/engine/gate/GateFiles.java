package io.colony.engine.gate;

import io.colony.engine.gate.GateTools.Tool;
import io.colony.engine.gate.ShellCommands.Command;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives from gates' commands which files say what they run. It goes on into what the default branch holds: the scripts that a
 * command starts, the makefile's targets and what it includes, the scripts of {@code package.json}, a justfile.
 */
public final class GateFiles {
    private static final Pattern OWN_DIRECTORY = Pattern.compile(
            "\\$\\(dirname (?:-- )?\"?\\$(?:0|\\{0\\}|\\{BASH_SOURCE(?:\\[0\\])?\\})\"?\\)" + "|\\$\\{0%/\\*\\}");
    private static final Pattern POM = Pattern.compile(
            "<(?:module|subproject|relativePath)>\\s*+([^<\\s]{1,200})\\s*+</(?:module|subproject|relativePath)>");
    private static final int MOST_FILES_READ = 60;
    /** Scripts that a gate starts as well are to be read after them. */
    private static final int MOST_POMS = 40;

    private static final int MOST_COMMANDS = 5_000;
    private static final int LONGEST_FILE = 200_000;

    /** With these, npm and its like go through the packages of the repository. */
    private static final Set<String> WORKSPACES = Set.of(
            "-ws",
            "--workspaces",
            "-w",
            "--workspace",
            "-r",
            "--recursive",
            "--filter",
            "-F",
            "workspace",
            "workspaces",
            "recursive",
            "foreach");

    private final Function<String, Optional<String>> base;
    private final Set<GateFile> found = new LinkedHashSet<>();
    private final Set<String> followed = new HashSet<>();
    private final Deque<Command> left = new ArrayDeque<>();
    private String gate = "";
    private int read;
    private int commands;

    private GateFiles(Function<String, Optional<String>> base) {
        this.base = base;
    }

    /**
     * The files of all gates.
     *
     * @param base the text of a file of the default branch, by its path; empty where there is none
     */
    public static List<GateFile> of(List<GateDefinition> gates, Function<String, Optional<String>> base) {
        GateFiles files = new GateFiles(base);
        gates.forEach(files::gate);
        return List.copyOf(files.found);
    }

    /** The patterns of those of which any change counts, for links that lead to such files. */
    public static List<String> whole(List<GateFile> files) {
        return files.stream()
                .filter(file -> file.part() == Watched.WHOLE)
                .map(GateFile::pattern)
                .distinct()
                .toList();
    }

    private void gate(GateDefinition definition) {
        gate = definition.name();
        followed.clear();
        read = 0;
        commands = 0;
        left.addAll(ShellCommands.read(definition.command(), RepositoryPlace.ROOT));
        while (!left.isEmpty() && commands < MOST_COMMANDS) {
            commands++;
            command(left.poll());
        }
        left.clear();
    }

    private void command(Command command) {
        command.settings().forEach(setting -> setting(command, setting));
        if (Set.of("export", "declare", "typeset").contains(command.program())) {
            command.arguments().stream().filter(word -> word.contains("=")).forEach(word -> setting(command, word));
        }
        GateScripts.started(command).ifPresent(word -> {
            GateScripts.pattern(command, word).ifPresent(pattern -> add(command, pattern, Watched.WHOLE, Set.of()));
            command.place().guess(word).ifPresent(path -> script(command, path));
        });
        GateTools.of(command.program()).ifPresent(tool -> tool(command, tool));
        if (Set.of("python", "pytest", "py.test", "coverage").contains(GateTools.plain(command.program()))) {
            module(command);
        }
    }

    private void add(Command command, String pattern, Watched part, Set<String> names) {
        found.add(new GateFile(gate, GateTools.plain(command.program()), pattern, part, names));
    }

    private void tool(Command command, Tool tool) {
        RepositoryPlace place = command.place();
        List<String> files = new ArrayList<>();
        List<String> lists = new ArrayList<>(named(command));
        for (ToolOptions.Option option : ToolOptions.read(command.arguments(), tool)) {
            if (tool.directories().contains(option.name())) {
                place = place.resolve(option.value());
            } else if (tool.lists().contains(option.name())) {
                lists.add(option.value());
            } else if (isFile(option.value(), tool)) {
                files.add(option.value());
            }
        }
        Command there = new Command(place, command.words(), command.settings(), command.direct());
        Set<String> names = tool.watches().stream().anyMatch(watch -> watch.part() == Watched.LINTER)
                ? Set.of(command.program())
                : NamedScripts.of(command, tool);
        for (GateTools.Watch watch : tool.watches()) {
            add(there, watch.pattern(place), watch.part(), names);
        }
        if (command.arguments().stream().anyMatch(WORKSPACES::contains)) {
            add(there, "package.json", Watched.NPM, names);
        }
        for (String file : files) {
            // Tools differ in whether a directory that is named counts for the file's name.
            GateScripts.pattern(command, file).ifPresent(pattern -> add(there, pattern, Watched.WHOLE, Set.of()));
            GateScripts.pattern(there, file).ifPresent(pattern -> add(there, pattern, Watched.WHOLE, Set.of()));
        }
        lists.forEach(list -> list(command, list));
        if (!there.place().equals(command.place())) {
            lists.forEach(list -> list(there, list));
        }
        follow(there, names, files);
    }

    /** Lists that are named without an option: {@code pip-sync a.txt}, {@code uv pip compile a.in}. */
    private static List<String> named(Command command) {
        boolean all = command.program().matches("pip-(?:sync|compile)")
                || (command.program().equals("pip")
                        && command.arguments().stream().anyMatch(word -> word.matches("sync|compile")));
        return all
                ? command.arguments().stream()
                        .filter(word -> word.matches("[^-].*\\.(?:txt|in)"))
                        .toList()
                : List.of();
    }

    /** What an installer is given, and what that names in turn. */
    private void list(Command command, String file) {
        if (!file.matches("[\\w./@+-]{1,300}")) {
            return;
        }
        GateScripts.pattern(command, file)
                .filter(pattern -> found.add(new GateFile(
                        gate, GateTools.plain(command.program()), pattern, Watched.REQUIREMENTS, Set.of())))
                .flatMap(pattern -> command.place().guess(file).flatMap(this::text))
                .ifPresent(text -> {
                    RepositoryPlace directory = command.place().resolve(file).resolve("..");
                    Command there = new Command(directory, command.words(), command.settings(), command.direct());
                    RequirementLists.included(text).forEach(name -> list(there, name));
                });
    }

    /** Where a directory may be named as well, its files are found by their own names. */
    private static boolean isFile(String value, Tool tool) {
        String name = value.substring(value.lastIndexOf('/') + 1);
        boolean make = tool.names().contains("make");
        return value.matches("[\\w./@+-]{1,300}")
                && !value.startsWith("-")
                && (make || name.matches("\\.*\\w[\\w-]*\\..*|\\.\\w.*"));
    }

    /** Directories from which modules are taken, and files that are read before the program begins. */
    private void setting(Command command, String setting) {
        int equals = setting.indexOf('=');
        String name = setting.substring(0, equals);
        String value = setting.substring(equals + 1);
        switch (name) {
            case "PATH" -> {
                for (String directory : value.split(":", -1)) {
                    // What lies there is found before the machine's own programs.
                    String below = directory.replaceFirst("^\\$(?:\\{PWD\\}|PWD|\\(pwd\\))?/", "");
                    command.place()
                            .file(below)
                            .ifPresent(path ->
                                    add(command, "/" + RepositoryPlace.quoted(path) + "/*", Watched.WHOLE, Set.of()));
                }
            }
            case "PYTHONPATH" -> {
                for (String directory : value.split(":", -1)) {
                    RepositoryPlace place = command.place().resolve(directory);
                    for (String glob : List.of("*.py", "*.py[cdw]", "*.so", "*/__init__.*", "*/__main__.*")) {
                        add(command, place.pattern(glob), Watched.SHADOW, Set.of());
                    }
                }
            }
            case "PIP_REQUIREMENT", "UV_WITH_REQUIREMENTS" -> {
                for (String word : value.split("\\s+", -1)) {
                    list(command, word);
                }
            }
            case "BASH_ENV",
                    "ENV",
                    "PYTHONSTARTUP",
                    "MAKEFILES",
                    "NODE_OPTIONS",
                    "RUBYOPT",
                    "PYTEST_ADDOPTS",
                    "PIP_CONSTRAINT",
                    "PIP_BUILD_CONSTRAINT",
                    "PIP_CONFIG_FILE",
                    "UV_CONSTRAINT",
                    "UV_BUILD_CONSTRAINT",
                    "UV_OVERRIDE",
                    "UV_CONFIG_FILE" -> {
                for (String word : value.split("[\\s=]+", -1)) {
                    if (word.contains(".") || word.contains("/")) {
                        GateScripts.pattern(command, word)
                                .ifPresent(pattern -> add(command, pattern, Watched.WHOLE, Set.of()));
                    }
                }
            }
            default -> {}
        }
    }

    /** {@code python -m a.b}: a file, or a package's own. What stands before it in the way is new. */
    private void module(Command command) {
        int at = command.words().indexOf("-m") + 1;
        int plugin = command.words().indexOf("-p") + 1;
        if (plugin > 0
                && plugin < command.words().size()
                && command.words().get(plugin).matches("[A-Za-z_][\\w.]{0,200}")) {
            add(command, "**/" + command.words().get(plugin).replace('.', '/') + ".py", Watched.WHOLE, Set.of());
        }
        if (at < 1 || at >= command.words().size() || !command.words().get(at).matches("[A-Za-z_][\\w.]{0,200}")) {
            return;
        }
        String path = command.words().get(at).replace('.', '/');
        add(command, command.place().pattern(path + ".py"), Watched.WHOLE, Set.of());
        add(command, command.place().pattern(path + "/__main__.py"), Watched.WHOLE, Set.of());
        add(command, command.place().pattern(path + "/__init__.py"), Watched.NEW, Set.of());
        add(command, command.place().pattern(path.split("/", 2)[0] + ".py"), Watched.NEW, Set.of());
    }

    private void script(Command command, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean named = !name.contains(".") || name.matches(".*\\.(?:sh|bash|zsh|ksh)");
        if (named && !GateTools.knows(name)) {
            text(path)
                    .filter(GateFiles::isForShells)
                    .ifPresent(text -> left.addAll(ShellCommands.read(located(text, path), command.place())));
        }
    }

    /** The text with its own directory where it asks for that, which is how most scripts begin. */
    private static String located(String text, String path) {
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        if (!directory.matches("[\\w./-]*")) {
            return text;
        }
        String own = OWN_DIRECTORY
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(RepositoryPlace.FROM_ROOT + directory + "."));
        return own.replace("$(git rev-parse --show-toplevel)", RepositoryPlace.FROM_ROOT + ".");
    }

    private static boolean isForShells(String text) {
        boolean named = text.startsWith("#!");
        String first = text.substring(0, Math.max(0, text.indexOf('\n')));
        return text.indexOf('\0') < 0 && (!named || first.contains("sh"));
    }

    private void follow(Command command, Set<String> names, List<String> files) {
        RepositoryPlace place = command.place();
        switch (GateTools.plain(command.program())) {
            case "make", "gmake", "bmake" -> makefile(command, files);
            case "npm", "pnpm", "yarn", "bun", "npx", "turbo", "run-s", "run-p", "npm-run-all" ->
                place.guess("package.json")
                        .flatMap(this::text)
                        .ifPresent(text -> JsonFacts.commands(text, JsonFacts.NPM, names)
                                .forEach(line -> left.addAll(ShellCommands.read(line, place))));
            case "composer" ->
                place.guess("composer.json")
                        .flatMap(this::text)
                        .ifPresent(text -> JsonFacts.commands(text, JsonFacts.COMPOSER, names)
                                .forEach(line -> left.addAll(ShellCommands.read(line, place))));
            case "deno" ->
                place.guess("deno.json")
                        .flatMap(this::text)
                        .ifPresent(text -> JsonFacts.commands(text, JsonFacts.DENO, names)
                                .forEach(line -> left.addAll(ShellCommands.read(line, place))));
            case "just", "task", "tox" -> outline(place, files);
            case "mvn", "mvnw", "mvnd" -> poms(command, place, files.isEmpty() ? List.of("pom.xml") : files);
            default -> {}
        }
    }

    private void makefile(Command command, List<String> files) {
        List<String> candidates = files.isEmpty() ? List.of("GNUmakefile", "makefile", "Makefile") : files;
        for (String file : candidates) {
            Optional<String> text = command.place().guess(file).flatMap(this::text);
            if (text.isPresent()) {
                Makefile makefile = Makefile.read(text.get());
                makefile.included().forEach(name -> {
                    included(command, name).ifPresent(path -> add(command, path, Watched.WHOLE, Set.of()));
                    command.place()
                            .guess(name)
                            .flatMap(this::text)
                            .ifPresent(more -> recipes(Makefile.read(more).commands(List.of()), command.place()));
                });
                recipes(makefile.commands(NamedScripts.targets(command.arguments())), command.place());
                return;
            }
        }
    }

    /** Modules and parents are named by their directory, or by a POM that is called otherwise. */
    private void poms(Command command, RepositoryPlace place, List<String> files) {
        for (String file : files) {
            Optional<String> text = read < MOST_POMS ? place.guess(file).flatMap(this::text) : Optional.empty();
            RepositoryPlace directory = place.resolve(file).resolve("..");
            POM.matcher(text.orElse("")).results().map(match -> match.group(1)).forEach(named -> {
                if (named.endsWith(".xml")) {
                    directory
                            .file(named)
                            .ifPresent(
                                    path -> add(command, "/" + RepositoryPlace.quoted(path), Watched.WHOLE, Set.of()));
                }
                poms(command, directory, List.of(named.endsWith(".xml") ? named : named + "/pom.xml"));
            });
        }
    }

    private static Optional<String> included(Command command, String name) {
        return name.contains("*") ? Optional.of(command.place().pattern(name)) : GateScripts.pattern(command, name);
    }

    private void recipes(List<String> lines, RepositoryPlace place) {
        lines.forEach(line -> left.addAll(ShellCommands.read(line, place)));
    }

    /** Files whose lines begin with a command, perhaps after a mark: all of their lines, whatever the target. */
    private void outline(RepositoryPlace place, List<String> files) {
        List<String> candidates = new ArrayList<>(files);
        candidates.addAll(List.of("justfile", ".justfile", "Justfile", "Taskfile.yml", "Taskfile.yaml", "tox.ini"));
        for (String file : candidates) {
            place.file(file)
                    .flatMap(this::text)
                    .ifPresent(text -> text.lines()
                            .peek(line -> listed(line, place))
                            .map(line ->
                                    line.strip().replaceAll("^(?:(?:cmd|run|commands)\\s*[:=]|[-@+]|[\"'])*+\\s*", ""))
                            .map(line -> line.replaceAll("^(?:-\\s+)?(?:cmd:\\s*)?|\\{[^}]{0,80}\\}", ""))
                            .filter(line -> !line.isEmpty() && commands < MOST_COMMANDS)
                            .forEach(line -> left.addAll(ShellCommands.read(line, place))));
        }
    }

    /** A list among the {@code deps} of a {@code tox.ini}. */
    private void listed(String line, RepositoryPlace place) {
        Command tox = new Command(place, List.of("tox"), List.of(), true);
        RequirementLists.included(line.strip().replaceFirst("^deps\\s*+=\\s*+", "")).stream()
                .map(name -> name.replaceFirst("^\\{tox(?:ini|_root)(?:dir)?}/", ""))
                .forEach(name -> list(tox, name));
    }

    /** Each file once for a gate, and not too many. */
    private Optional<String> text(String path) {
        if (read >= MOST_FILES_READ || !followed.add(path)) {
            return Optional.empty();
        }
        read++;
        return base.apply(path).filter(text -> text.length() <= LONGEST_FILE);
    }
}
