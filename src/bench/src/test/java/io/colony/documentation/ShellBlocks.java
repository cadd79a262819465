package io.colony.documentation;

import io.colony.documentation.Document.Block;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Blocks of shell: a shell can read them, our programs would take the command lines, and what lies here is there. */
final class ShellBlocks {
    private ShellBlocks() {}

    static List<String> problems(Block block) {
        List<String> problems = new ArrayList<>();
        CommandOutput read = new LocalCommandRunner()
                .run(
                        List.of("sh", "-n"),
                        Pages.ROOT,
                        Map.of("PATH", "/usr/bin:/bin"),
                        block.text(),
                        Duration.ofMinutes(1));
        if (read.exitCode() != 0) {
            problems.add(block.place() + " is no shell text: " + read.stderr().strip());
        }
        for (List<String> words : ShellWords.commands(block.text())) {
            String program = words.getFirst();
            if (program.equals("colony")) {
                problems.add(block.place() + ": 'colony' is not in PATH of who copies this; write bin/colony");
            } else if (CommandTree.program(program).isPresent()) {
                CommandTree.problem(words)
                        .ifPresent(problem ->
                                problems.add(block.place() + ": " + String.join(" ", words) + ": " + problem));
            } else if (program.startsWith("bin/") && !Files.isExecutable(Pages.ROOT.resolve(program))) {
                problems.add(block.place() + ": there is no " + program);
            } else if (program.equals("./mvnw")) {
                problems.addAll(maven(block, words));
            }
        }
        return problems;
    }

    /** Modules and tests that a Maven command line names. */
    private static List<String> maven(Block block, List<String> words) {
        List<String> problems = new ArrayList<>();
        for (int at = 1; at < words.size(); at++) {
            String word = words.get(at);
            if (words.get(at - 1).equals("-pl") && !Files.exists(Pages.ROOT.resolve(word))) {
                problems.add(block.place() + ": there is no module " + word);
            }
            if (word.matches("-D(it\\.)?test=[A-Z].*")) {
                String test = word.substring(word.indexOf('=') + 1);
                if (!NamedFiles.JAVA.contains(test)) {
                    problems.add(block.place() + ": there is no test " + test);
                }
            }
        }
        return problems;
    }
}
