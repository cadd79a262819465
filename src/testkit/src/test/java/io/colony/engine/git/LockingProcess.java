package io.colony.engine.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A process of its own that takes one lock after the other, says so for each, and ends with all of them held. */
final class LockingProcess {
    private LockingProcess() {}

    static Process start(Path... locks) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockingProcess.class.getName()));
        Arrays.stream(locks).map(Path::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] locks) {
        List<PathLock> held = new ArrayList<>();
        for (String lock : locks) {
            held.add(PathLock.acquire(Path.of(lock)));
            System.out.println(lock);
        }
        System.out.println(held.size() + " are held until the end");
    }
}
