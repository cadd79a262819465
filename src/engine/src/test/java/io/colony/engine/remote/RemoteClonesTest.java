package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.process.StopSignal;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crosses between a trusted clone and whoever asks it. */
class RemoteClonesTest {
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    private final Answering files = new Answering();

    /** More than an answer may hold, and such as come out even. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, (8 << 20) - 1, 8 << 20, 16 << 20, 40 << 20})
    void aFileOfAnySizeComesWhole(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        files.held.put("a", content);
        assertThat(file("a")).hasValueSatisfying(come -> assertThat(come).isEqualTo(content));
        assertThat(files.longest).isLessThan(SessionDirectory.MOST_TEXT);
    }

    @Test
    void whatIsNotThereIsAskedForOnce() {
        assertThat(file("b")).isEmpty();
        assertThat(files.asked).isEqualTo(3);
    }

    /** The answer with all names of a large repository would be larger than any may be. */
    @Test
    void onlyNamesThatAreAskedForAreCarried() {
        files.held.put("src/main.c", new byte[0]);
        files.held.put("docs/.colony/conventions.md", new byte[0]);
        assertThat(clones().<Set<String>>with(
                                "acme/shop", "file:///shop", clone -> clone.paths(SHA, "/.colony/conventions.md")))
                .containsExactly("docs/.colony/conventions.md");
        assertThat(files.answered).contains("conventions.md").doesNotContain("main.c");
    }

    private Optional<byte[]> file(String path) {
        return clones().<Optional<byte[]>>with("acme/shop", "file:///shop", clone -> clone.file(SHA, path));
    }

    private RemoteClones clones() {
        SessionClient session = new SessionClient(
                "here",
                files,
                () -> new SessionSetup("/w", List.of(), Map.of(), Duration.ofMinutes(1)),
                new StopSignal());
        return new RemoteClones(session, session, url -> Map.of());
    }

    /** Answers as a session does that has such files. */
    private static final class Answering implements SessionFiles {
        private final Map<String, byte[]> held = new HashMap<>();
        private final TrustedClone clone = (TrustedClone) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TrustedClone.class},
                (proxy, method, arguments) -> method.getName().equals("paths")
                        ? held.keySet().stream()
                                .filter(path -> path.endsWith((String) arguments[1]))
                                .collect(Collectors.toSet())
                        : Optional.ofNullable(held.get((String) arguments[1])));
        private JsonNode call = Wire.object();
        private int asked;
        private int longest;
        private String answered = "";

        @Override
        public void open(SessionSetup setup) {
            asked = 0;
        }

        @Override
        public String submit(int number, String text) {
            asked++;
            call = Wire.parse(text);
            return text;
        }

        @Override
        public SessionProgress await(int number, long from, Duration most) {
            String text = Wire.answer(
                    switch (call.path(SessionClient.OP).asText()) {
                        case RemoteClones.OPEN -> Wire.tree(Path.of("/w/clone"));
                        case RemoteClones.LET_GO -> Wire.object();
                        case "clone.paths" -> CloneCall.PATHS.answer(clone, call.path(SessionClient.ARGUMENTS));
                        default -> CloneCall.FILE.answer(clone, call.path(SessionClient.ARGUMENTS));
                    });
            answered = call.path(SessionClient.OP).asText().equals(RemoteClones.LET_GO) ? answered : text;
            longest = Math.max(longest, text.length());
            return new SessionProgress("", 0, text, true);
        }

        @Override
        public void stop(String reason) {
            throw new UnsupportedOperationException(reason);
        }

        @Override
        public byte[] piece(String name, long from) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public String put(String name, long at, byte[] piece) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException("nobody closes it");
        }

        @Override
        public List<String> lastWords() {
            return List.of();
        }
    }
}
