package io.colony.documentation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Command lines as running text writes them: {@code [may be left out]}, {@code one|other}, {@code …} for more of it. */
final class CommandNotation {
    private CommandNotation() {}

    private static final Pattern ALTERNATIVES = Pattern.compile("[^ |]+(\\|[^ |]+)+");

    /** Command lines with all that may be left out, so that together they have each alternative. */
    static List<List<String>> words(String text) {
        String plain = text.replace("\\|", "|").replaceAll("[\\[\\]…]", "");
        int most = ALTERNATIVES
                .matcher(plain)
                .results()
                .mapToInt(found -> found.group().split("\\|", -1).length)
                .max()
                .orElse(1);
        return IntStream.range(0, most)
                .mapToObj(which -> ALTERNATIVES
                        .matcher(plain)
                        .replaceAll(found -> one(found.group().split("\\|", -1), which)))
                .flatMap(command -> ShellWords.commands(command).stream().limit(1))
                .toList();
    }

    private static String one(String[] alternatives, int which) {
        return Matcher.quoteReplacement(alternatives[Math.min(which, alternatives.length - 1)]);
    }
}
