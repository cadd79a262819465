package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.config.HostEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program of a session: {@code java -cp ... io.colony.engine.remote.SessionMain DIRECTORY}. */
public final class SessionMain {
    private SessionMain() {}

    /** @param arguments the session's directory, made by {@link SessionDirectory#open} */
    public static void main(String[] arguments) throws IOException {
        SessionDirectory files = new SessionDirectory(Path.of(arguments[0]), List.of());
        SessionSetup setup = Wire.read(Wire.parse(SessionDirectory.read(files.setup())), new TypeReference<>() {});
        Files.delete(files.setup());
        SessionWatch watch = new SessionWatch(files, setup.patience());
        watch.start();
        new SessionServer(files, new SessionTools(setup, HostEnvironment.ofThisProcess()), watch).serve();
    }
}
