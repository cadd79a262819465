package io.colony.web.host;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What people of the host are called on the code host.
 *
 * @param byName of the host; whoever is not named is called the same there
 */
public record Logins(Map<String, String> byName) {
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s*:\\s+(\\S+)");

    public Logins {
        byName = Map.copyOf(byName);
    }

    /**
     * Reads what administrators write.
     *
     * @param text lines such as {@code ada@example.org: ada-l}
     * @throws io.colony.engine.config.ConfigException which names the line that is none
     */
    public static Logins parse(String text) {
        return new Logins(NamedLines.parse("Names on the code host", LINE, "ada@example.org: ada-l", text));
    }

    public String of(String name) {
        return byName.getOrDefault(name, name);
    }
}
