package io.colony.web.assets;

import io.colony.web.exchange.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that pages load, read from the class path once. The style sheets of all pages go out as one. */
public final class Assets {
    private static final List<String> STYLES =
            List.of("base.css", "act.css", "issue.css", "run.css", "board.css", "attention.css", "cost.css");
    private static final List<String> SCRIPTS = List.of(
            "colony.js", "tables.js", "charts.js", "transcript.js", "texts.js", "ages.js", "takeover.js", "live.js");
    /** In the library's WebJar; the version is that of the build's dependency. */
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

    private static final String CSS = "text/css; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private final Map<String, Answer> files = new HashMap<>();

    public Assets() {
        ByteArrayOutputStream styles = new ByteArrayOutputStream();
        STYLES.forEach(name -> styles.writeBytes(read(name)));
        files.put("colony.css", Answer.asset(CSS, styles.toByteArray()));
        files.put("framed.css", Answer.asset(CSS, framed(styles.toByteArray())));
        SCRIPTS.forEach(name -> files.put(name, Answer.asset(JAVASCRIPT, read(name))));
        files.put("echarts.js", Answer.asset(JAVASCRIPT, read(CHARTS)));
        files.put("colony.svg", Answer.asset("image/svg+xml", read("colony.svg")));
    }

    /** The same styles for our part of somebody else's page alone, with that page's colours. */
    private static byte[] framed(byte[] styles) {
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        nested.writeBytes(".colony {\n".getBytes(StandardCharsets.US_ASCII));
        nested.writeBytes(styles);
        nested.writeBytes("}\n".getBytes(StandardCharsets.US_ASCII));
        nested.writeBytes(read("framed.css"));
        return nested.toByteArray();
    }

    public Optional<Answer> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static byte[] read(String name) {
        try (InputStream file = Assets.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("assets/" + name + " is missing from the program; build it again.");
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
