package io.colony.testkit;

import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.ProgramLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether {@code bin/agent-sandbox} can be tried on this machine. */
public final class Bubblewrap {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    private Bubblewrap() {}

    /** It is there, and the kernel lets this user have namespaces. */
    public static boolean works() {
        Path root = Path.of("/");
        return ProgramLookup.find("bwrap", root, ENVIRONMENT)
                .map(program -> List.of(program.toString(), "--unshare-all", "--ro-bind", "/", "/", "true"))
                .map(command -> new LocalCommandRunner().run(command, root, ENVIRONMENT, "", Duration.ofSeconds(30)))
                .filter(output -> output.exitCode() == 0)
                .isPresent();
    }
}
