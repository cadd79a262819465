package io.colony.documentation;

import io.colony.documentation.Document.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pipelines: brackets are closed, and each step of ours is one that the plugin has, with parameters that it takes. */
final class PipelineBlocks {
    private static final Path STEPS = Pages.ROOT.resolve("src/plugin/src/main/java/io/jenkins/plugins/colony");
    private static final Pattern TEXTS = Pattern.compile("'[^'\\n]*'|\"[^\"\\n]*\"");
    private static final Pattern STEP = Pattern.compile("\\b(colony[A-Z]\\w*)\\b\\s*(\\(?)([^\\n]*)");
    private static final Pattern NESTED = Pattern.compile("\\w+\\([^()]*\\)");
    private static final Pattern PARAMETER = Pattern.compile("(?<![?\\w] |\\w)(\\w+):");

    private PipelineBlocks() {}

    static List<String> problems(Block block) throws IOException {
        List<String> problems = new ArrayList<>();
        String text = TEXTS.matcher(block.text().replaceAll("//.*", "")).replaceAll("''");
        for (String pair : List.of("()", "[]", "{}")) {
            if (count(text, pair.charAt(0)) != count(text, pair.charAt(1))) {
                problems.add(block.place() + ": not every " + pair + " is closed");
            }
        }
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            String arguments = step.group(2).isEmpty() ? step.group(3) : within(text.substring(step.end(2)));
            problems.addAll(problems(
                    block.place(), step.group(1), NESTED.matcher(arguments).replaceAll("")));
        }
        return problems;
    }

    private static List<String> problems(String place, String step, String arguments) throws IOException {
        Path source = source(step);
        if (!Files.exists(source)) {
            return List.of(place + ": the plugin has no step " + step);
        }
        String java = Files.readString(source);
        return PARAMETER
                .matcher(arguments)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !isBound(name, java))
                .map(name -> place + ": " + step + " has no parameter '" + name + "'")
                .toList();
    }

    /** A parameter of the constructor, or a field that has a setter's mark. */
    private static boolean isBound(String name, String java) {
        return Pattern.compile("@DataBoundConstructor\\s+public \\w+\\([^)]*\\b" + name + "\\b"
                        + "|@DataBoundSetter\\s+public [^;(]*\\b" + name + "\\b")
                .matcher(java)
                .find();
    }

    private static Path source(String step) {
        String file = Character.toUpperCase(step.charAt(0)) + step.substring(1) + "Step.java";
        Path ofPeople = STEPS.resolve("steps").resolve(file);
        return Files.exists(ofPeople) ? ofPeople : STEPS.resolve("work").resolve(file);
    }

    /** Up to the bracket that closes what was opened before the text. */
    private static String within(String text) {
        int open = 1;
        for (int at = 0; at < text.length(); at++) {
            open += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            if (open == 0) {
                return text.substring(0, at);
            }
        }
        return text;
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }
}
