package io.colony.web.host;

import io.colony.engine.config.ConfigException;
import java.util.List;
import java.util.regex.Pattern;

/** Repositories as administrators write them, one a line. */
public final class RepositoryLines {
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9._-]+");

    private RepositoryLines() {}

    /**
     * Each once, in their order.
     *
     * @throws ConfigException which names the line that is none
     */
    public static List<String> parse(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !REPOSITORY.matcher(lines.get(i)).matches()) {
                throw new ConfigException("Repositories, line " + (i + 1) + ": '" + lines.get(i)
                        + "' is no repository. Write one a line, such as acme/shop.");
            }
        }
        return lines.stream().filter(line -> !line.isEmpty()).distinct().toList();
    }
}
