package io.colony.bench.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.bench.BenchException;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the scripted agent goes by, written before anything starts.
 *
 * @param git the harness's own copy of the repository, where the real commits are
 * @param slug the repository on the code host
 * @param base the commit that all begins from
 * @param costs where each run of the agent adds a line with what it says that it cost
 */
record ReplayScript(String git, String slug, String base, String costs, List<Pick> picks) {
    Pick pick(int number) {
        return picks.stream()
                .filter(pick -> pick.number() == number)
                .findFirst()
                .orElseThrow(() -> new BenchException("The script has no issue " + number + "."));
    }

    void write(Path file) {
        try {
            Files.writeString(file, Json.text(Json.of(this)));
        } catch (IOException failure) {
            throw new BenchException(file + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    static ReplayScript read(Path file) {
        try {
            return new ObjectMapper().readValue(file.toFile(), ReplayScript.class);
        } catch (IOException failure) {
            throw new BenchException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
