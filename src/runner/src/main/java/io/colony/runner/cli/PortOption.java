package io.colony.runner.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the pages are served. */
final class PortOption {
    @Option(
            names = "--port",
            description =
                    "Where the pages are served; 0 takes a free port. Default: http.port of the settings, 8420 where they do not"
                            + " say.")
    private @Nullable Integer port;

    Map<String, String> overrides() {
        return port == null ? Map.of() : Map.of("http.port", port.toString());
    }
}
