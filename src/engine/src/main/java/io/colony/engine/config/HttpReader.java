package io.colony.engine.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the settings below {@code http}. */
final class HttpReader {
    static final String HOSTS = "http.hosts";
    static final String USERS_FILE = "http.users_file";

    /** Known settings without a default. */
    static final List<String> OPTIONAL = List.of(HOSTS, USERS_FILE);

    private static final String BIND = "http.bind";
    private static final String PORT = "http.port";
    private static final String BEHIND_PROXY = "http.behind_proxy";
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\]";

    private HttpReader() {}

    static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(BIND, HttpSettings.DEFAULT.bind());
        defaults.put(PORT, Integer.toString(HttpSettings.DEFAULT.port()));
        defaults.put(BEHIND_PROXY, Boolean.toString(HttpSettings.DEFAULT.behindProxy()));
        return defaults;
    }

    static HttpSettings read(
            Function<String, Optional<SettingValue>> optional, Function<String, SettingValue> required) {
        return new HttpSettings(
                required.apply(BIND)
                        .matching(
                                "[0-9A-Za-z.:-]{1,253}",
                                "is no address; write a host name or an IP address, without port and brackets."),
                required.apply(PORT).integer(0, 65_535),
                optional.apply(HOSTS).map(HttpReader::hosts).orElse(Set.of()),
                optional.apply(USERS_FILE).map(SettingValue::path),
                Boolean.parseBoolean(
                        required.apply(BEHIND_PROXY).matching("true|false", "is neither true nor false; write one.")));
    }

    private static Set<String> hosts(SettingValue value) {
        return value.texts().stream()
                .flatMap(text -> Arrays.stream(text.strip().split("[ ,]+")))
                .filter(name -> !name.isEmpty())
                .map(name -> checked(name, value))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String checked(String name, SettingValue value) {
        if (!name.matches(NAME)) {
            throw value.error()
                    .apply("'" + name + "' is no host name; write names as they stand in the browser's address line,"
                            + " without http:// and port, an IPv6 address in brackets.");
        }
        return name;
    }
}
