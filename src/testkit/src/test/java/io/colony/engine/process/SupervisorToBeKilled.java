package io.colony.engine.process;

import io.colony.engine.process.LineListener.Activity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program of its own that supervises a script, for the test that kills it. */
final class SupervisorToBeKilled {
    private SupervisorToBeKilled() {}

    public static void main(String[] arguments) {
        ProcessLimits limits =
                new ProcessLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 1 << 20, 1024, Duration.ofSeconds(1));
        ProcessSpec spec = new ProcessSpec(
                List.of("sh", "-c", arguments[1]), Path.of(arguments[0]), Map.of("PATH", "/usr/bin:/bin"), "", limits);
        new LocalProcessSupervisor()
                .run(
                        spec,
                        (stream, line, cut) -> {
                            System.out.println(line);
                            return Activity.ALIVE;
                        },
                        new StopSignal());
    }
}
