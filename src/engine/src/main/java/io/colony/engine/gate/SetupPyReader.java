package io.colony.engine.gate;

import io.colony.engine.gate.Manifest.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the texts that a {@code setup.py} gives to arguments or variables that have requirements by their names. Where the lines
 * do not show which one it is, a line that is nothing but a name with a version counts.
 */
final class SetupPyReader implements Manifest.Reader {
    /** A comment, a text (perhaps the key of a dictionary), or the name of what is given something. */
    private static final Pattern WORD = Pattern.compile("#.*|(?:\"(?<double>[^\"]*)\"|'(?<single>[^']*)')(?<key>\\s*:)?"
            + "|(?<!\\w)(?<given>\\w{1,100}+)\\s*+(?::[^=,\"'#]{1,60})?(?:=(?!=)|\\+=|\\.(?:append|extend|insert)\\()");

    private static final Pattern LIST = Pattern.compile("(?!python_requires).*(?:requir|depend|deps|extras).*");
    static final String NAME = "([A-Za-z0-9][\\w.-]*+(?:\\s*+\\[[^\\]]*+\\])?)";
    /** What gives a name the version of a requirement; a single sign gives it a program, as for {@code console_scripts}. */
    static final String VERSION = "(?:[=!~]=|[<>@])";

    private static final Pattern ALONE = Pattern.compile("[\"']" + NAME + "\\s*+" + VERSION + "[^\"']*+[\"'],?");
    private static final Pattern REQUIREMENT =
            Pattern.compile(NAME + "\\s*+((?:(?:" + VERSION + "|\\().*+)?)", Pattern.DOTALL);

    /** Empty where it is not known. */
    private String name = "";

    private boolean listed;

    @Override
    public void hunk(String heading) {
        name = "";
        listed = false;
    }

    @Override
    public List<Dependency> read(String line, boolean counts) {
        List<Dependency> found = new ArrayList<>();
        boolean alone = name.isEmpty() && ALONE.matcher(line.strip()).matches();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String text = word.group("double") == null ? word.group("single") : word.group("double");
            String given = word.group("given") == null && word.group("key") != null ? text : word.group("given");
            boolean list = given != null && isList(given);
            if (given != null && (text == null || list)) {
                name = given;
                listed = list;
            } else if (text != null && !text.isBlank() && (alone || listed)) {
                found.add(dependency(text));
            }
        }
        return counts ? found : List.of();
    }

    private static boolean isList(String name) {
        return LIST.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private static Dependency dependency(String text) {
        // A marker says for which machines.
        int marker = text.indexOf(';');
        Matcher requirement = REQUIREMENT.matcher(
                marker < 0 ? text : text.substring(0, marker).strip());
        return requirement.matches()
                ? new Dependency(requirement.group(1), requirement.group(2).strip())
                : new Dependency(text, "");
    }
}
