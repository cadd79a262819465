package io.colony.web.host;

import io.colony.engine.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What administrators write a line each, a name and what it stands for. */
final class NamedLines {
    private NamedLines() {}

    /**
     * Reads it; empty lines are none.
     *
     * @param what the text is called
     * @param form of a line, whose first group is the name and whose second what it stands for
     * @param example of a line
     * @throws ConfigException which names the line that is none
     */
    static Map<String, String> parse(String what, Pattern form, String example, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isEmpty()) {
                continue;
            }
            Matcher line = form.matcher(lines.get(i));
            if (!line.matches()) {
                throw new ConfigException(what + ", line " + (i + 1) + ": '" + lines.get(i)
                        + "' cannot be read. Write one a line, such as " + example + ".");
            }
            if (values.put(line.group(1), line.group(2)) != null) {
                throw new ConfigException(what + ", line " + (i + 1) + ": " + line.group(1)
                        + " is named twice. Leave one of the two lines.");
            }
        }
        return values;
    }
}
