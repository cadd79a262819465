package io.colony.documentation;

import io.colony.bench.Main;
import io.colony.documentation.Document.Piece;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.Engine;
import io.colony.runner.ShutdownSignal;
import io.colony.runner.cli.Program;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** Reads command lines of our programs by the programs' own definitions, and runs nothing. */
final class CommandTree {
    /** What stands for a value in the pages, and a value that the program takes there. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("ACTION", "retry"),
            Map.entry("KEY", "acme/shop#7"),
            Map.entry("KEY'", "acme/shop#7"),
            Map.entry("OWNER/NAME#NUMBER", "acme/shop#7"),
            Map.entry("OWNER/NAME", "acme/shop"),
            Map.entry("WHAT", "acme/shop"),
            Map.entry("SCOPE", "repository"),
            Map.entry("SHA", "0123456789012345678901234567890123456789"),
            Map.entry("SEQ:HASH", "1:" + "0".repeat(64)),
            Map.entry("TIME", "2026-01-01T00:00:00Z"),
            Map.entry("DAY", "2026-01-01"),
            Map.entry("TASK", "1"),
            Map.entry("N", "1"));

    private CommandTree() {}

    /** The program that a word calls: {@code bin/colony}, {@code bin/bench}, or {@code colony} in running text. */
    static Optional<CommandLine> program(String word) {
        return switch (word) {
            case "bin/colony", "colony" -> Optional.of(colony());
            case "bin/bench" -> Optional.of(Main.commandLine());
            default -> Optional.empty();
        };
    }

    /** What is wrong with a command line; empty where the program would take it. */
    static Optional<String> problem(List<String> words) {
        CommandLine program = program(words.getFirst())
                .orElseThrow(() -> new IllegalArgumentException(words + " calls none of our programs"));
        String[] arguments = words.stream()
                .skip(1)
                .map(word -> VALUES.getOrDefault(word, word))
                .toArray(String[]::new);
        try {
            program.parseArgs(arguments);
            return Optional.empty();
        } catch (ParameterException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Whether the words name a command and nothing else, as running text does. */
    static boolean namesACommand(List<String> words) {
        Optional<CommandLine> at = program(words.getFirst());
        for (String word : words.subList(1, words.size())) {
            at = at.map(command -> command.getSubcommands().get(word));
        }
        return at.isPresent();
    }

    /** Every command, such as {@code colony issue list}. */
    static Stream<String> commands() {
        return all(colony()).map(command -> command.getCommandSpec().qualifiedName());
    }

    /** What the help of our programs shows as command lines, without what stands two blanks behind one. */
    static List<Piece> examples() {
        return Stream.of(colony(), Main.commandLine())
                .flatMap(CommandTree::all)
                .flatMap(command -> {
                    CommandSpec spec = command.getCommandSpec();
                    return String.join("\n", spec.usageMessage().footer())
                            .replaceAll("\\\\\n *", "")
                            .lines()
                            .map(line -> new Piece(
                                    "help of " + spec.qualifiedName(),
                                    line.strip().replaceAll("  .*", "")));
                })
                .filter(CommandSpans::isCommand)
                .toList();
    }

    /** Each command, and what the list of commands says of it. */
    static Stream<String> summaries() {
        return all(colony())
                .filter(command -> command.getParent() != null)
                .map(command -> command.getCommandSpec().qualifiedName() + ": " + summary(command));
    }

    private static String summary(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        String[] lines = usage.header().length > 0 ? usage.header() : usage.description();
        return lines.length == 0 ? "" : lines[0];
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandTree::all));
    }

    private static CommandLine colony() {
        HostEnvironment host = HostEnvironment.ofThisProcess();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Program(host, new LocalCommandRunner(), new Engine(host), new ShutdownSignal(), nowhere, nowhere)
                .commandLine();
    }
}
