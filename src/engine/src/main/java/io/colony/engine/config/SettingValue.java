package io.colony.engine.config;

import io.colony.engine.ColonyException;
import io.colony.engine.agent.AgentException;
import io.colony.engine.agent.CommandLine;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.ledger.Usd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A setting as written somewhere, with the place that errors name.
 *
 * @param texts one text, or the items of a list
 * @param source for people
 * @param directory what a relative path starts from
 * @param error makes the exception for a problem, with the place in front
 */
record SettingValue(List<String> texts, String source, Path directory, Function<String, ColonyException> error) {

    static SettingValue of(String text, String source, Path directory, Function<String, ColonyException> error) {
        return new SettingValue(List.of(text), source, directory, error);
    }

    String text() {
        if (texts.size() != 1) {
            throw error.apply("a single value is expected here.");
        }
        return texts.getFirst();
    }

    boolean blank() {
        return texts.stream().allMatch(String::isBlank);
    }

    ColonyException problem(String words) {
        return error.apply("'" + text() + "' " + words);
    }

    int integer(int min, int max) {
        if (text().matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text());
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw problem("is no whole number from " + min + " to " + max + ".");
    }

    Duration duration() {
        return DurationText.parse(text()).orElseThrow(() -> problem(DurationText.EXPECTED));
    }

    Usd usd() {
        if (text().matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            return Usd.of(text());
        }
        throw problem("is no amount of US dollars; write a decimal number such as 2 or 0.50.");
    }

    /** At least 16 MiB: less is a slip of the pen. */
    OptionalLong bytes() {
        Matcher size = Pattern.compile("([1-9][0-9]{0,6})([MG])").matcher(text());
        if (size.matches()) {
            long bytes = Long.parseLong(size.group(1)) << (size.group(2).equals("M") ? 20 : 30);
            if (bytes >= 16L << 20) {
                return OptionalLong.of(bytes);
            }
        }
        throw problem("is no size; write MiB or GiB such as 512M or 4G, at least 16M.");
    }

    Path path() {
        if (blank() || text().indexOf('\0') >= 0) {
            throw problem("is no path.");
        }
        return directory.resolve(text()).normalize();
    }

    List<String> command() {
        if (texts.size() > 1) {
            return texts;
        }
        try {
            return CommandLine.split(text());
        } catch (AgentException wrong) {
            throw error.apply(wrong.getMessage());
        }
    }

    /** What is written with spaces or commas between, or as a list. */
    Stream<String> words() {
        return texts.stream()
                .flatMap(text -> Stream.of(text.trim().split("[ ,]+")))
                .filter(word -> !word.isEmpty());
    }

    /**
     * Names of variables that a program gets from our environment.
     *
     * @param advice follows the message where a name is refused because it opens a code host or a Jenkins; may be empty
     */
    List<String> variables(String advice) {
        List<String> names = words().toList();
        names.stream().filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*")).forEach(name -> {
            throw error.apply("'" + name + "' is no name of an environment variable; list names, never values.");
        });
        try {
            EnvironmentPolicy.inherit(Map.of(), names);
        } catch (AgentException refused) {
            throw error.apply(refused.getMessage() + advice);
        }
        return names;
    }

    String matching(String form, String expected) {
        if (!text().matches(form)) {
            throw problem(expected);
        }
        return text();
    }
}
