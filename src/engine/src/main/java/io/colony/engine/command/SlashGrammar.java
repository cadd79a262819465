package io.colony.engine.command;

import io.colony.engine.command.SlashCommand.Act;
import io.colony.engine.command.SlashCommand.Ask;
import io.colony.engine.command.SlashCommand.Invalid;
import io.colony.engine.command.SlashCommand.Question;
import io.colony.engine.yaml.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands and what follows each. */
final class SlashGrammar {
    /** A word, what follows it in its line, and what stands below. */
    private static final Pattern WORDS = Pattern.compile("(?<word>\\S*)(?<rest>[^\\n]*)(?<below>.*)", Pattern.DOTALL);

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    private SlashGrammar() {}

    /** @param words all that comes after the prefix */
    static SlashCommand read(String prefix, String words) {
        Matcher comment = WORDS.matcher(words.replace("\r\n", "\n"));
        if (!comment.matches()) {
            return unknown(prefix, words);
        }
        return read(prefix, comment.group("word"), comment.group("rest").strip(), comment.group("below"));
    }

    private static SlashCommand read(String prefix, String word, String rest, String below) {
        Optional<Question> question = Stream.of(Question.values())
                .filter(each -> each.word().equals(word))
                .findFirst();
        if (question.isPresent()) {
            return rest.isEmpty() ? new Ask(question.get()) : new Invalid("/" + prefix + ":" + word + " stands alone.");
        }
        if (word.equals("budget")) {
            return BudgetWords.read(prefix, rest, reason(below));
        }
        return OperatorAction.named(word)
                .map(action -> act(prefix, action, rest, below))
                .orElseGet(() -> unknown(prefix, word));
    }

    private static SlashCommand unknown(String prefix, String word) {
        List<String> known = known();
        return new Invalid("There is no such command" + Suggestion.of(word, known) + " Commands are /" + prefix + ":"
                + String.join(", ", known) + ".");
    }

    /** The words of all commands. */
    static List<String> known() {
        return Stream.of(
                        Stream.of(OperatorAction.values()).map(OperatorAction::outcome),
                        Stream.of(Question.values()).map(Question::word),
                        Stream.of("budget"))
                .flatMap(words -> words)
                .sorted()
                .toList();
    }

    private static SlashCommand act(String prefix, OperatorAction action, String rest, String below) {
        return switch (action) {
            case APPROVE -> approve(prefix, rest);
            case STATE -> state(rest, below);
            case REQUEST_CHANGES, REIMPLEMENT, REJECT_EDIT ->
                new Act(action, Optional.empty(), Optional.empty(), reason(rest + below));
            case PAUSE, RESUME, RETRY, REVIEW, CANCEL, ACCEPT_EDIT ->
                new Act(action, Optional.empty(), Optional.empty(), reason(rest));
        };
    }

    private static SlashCommand approve(String prefix, String rest) {
        String[] words = rest.split("\\s+", -1);
        boolean waived = words.length == 2 && words[1].equals(ActionEffects.WITHOUT_VERDICT);
        return SHA.matcher(words[0]).matches() && (words.length == 1 || waived)
                ? new Act(
                        OperatorAction.APPROVE,
                        Optional.of(words[0]),
                        waived ? Optional.of(words[1]) : Optional.empty(),
                        "")
                : new Invalid("An approval names the whole commit that it is for, all 40 digits, and nothing else: /"
                        + prefix + ":approve HEAD-SHA, with " + ActionEffects.WITHOUT_VERDICT
                        + " after it where no Inspector judged the change.");
    }

    private static SlashCommand state(String rest, String below) {
        String[] words = rest.split("\\s+", 2);
        String reason = reason((words.length == 2 ? words[1] : "") + below);
        return new Act(
                OperatorAction.STATE,
                Optional.empty(),
                words[0].isEmpty() ? Optional.empty() : Optional.of(words[0]),
                reason);
    }

    private static String reason(String words) {
        String stripped = words.strip();
        return stripped.length() <= SlashCommand.LONGEST_REASON
                ? stripped
                : stripped.substring(0, SlashCommand.LONGEST_REASON) + "…";
    }
}
