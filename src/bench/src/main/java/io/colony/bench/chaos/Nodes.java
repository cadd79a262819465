package io.colony.bench.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The processes of the colony under test: some workers and one orchestrator. What is killed is started again. */
final class Nodes {
    private static final int TASKS_AT_ONCE = 2;
    private static final int WORST_DRIFT_PPM = 20_000;

    private final NodeSettings template;
    private final Path directory;
    private final Random random;
    private final List<NodeProcess> running = new ArrayList<>();

    /** @param template the settings of an orchestrator; its offset is the worst that any may have */
    Nodes(NodeSettings template, Path directory, long seed) {
        this.template = template;
        this.directory = directory;
        this.random = new Random(seed);
    }

    /** Starts one that brings the schema up to date and leaves an archive of its classes, and ends it. */
    void prepare(Runnable whenUp) {
        NodeProcess first = NodeProcess.start(template, directory, archive(), true);
        whenUp.run();
        first.end();
    }

    private Path archive() {
        return directory.resolve("classes.jsa");
    }

    /** Index 0 is the orchestrator. */
    void start(int workers) {
        for (int index = 0; index <= workers; index++) {
            running.add(start(index, Integer.toString(index)));
        }
    }

    private NodeProcess start(int index, String name) {
        return NodeProcess.start(settings(index, name), directory, archive(), false);
    }

    private NodeSettings settings(int index, String name) {
        int worst = (int) template.offsetMillis();
        long offset = worst == 0 ? 0 : random.nextInt(2 * worst) - worst;
        long drift = worst == 0 ? 0 : random.nextInt(2 * WORST_DRIFT_PPM) - WORST_DRIFT_PPM;
        return new NodeSettings(
                template.url(),
                template.user(),
                (index == 0 ? "orchestrator-" : "worker-") + name,
                index == 0 ? 0 : TASKS_AT_ONCE,
                template.seed(),
                template.issues(),
                template.leaseMillis(),
                offset,
                drift,
                template.work(),
                template.sabotage());
    }

    int workers() {
        return running.size() - 1;
    }

    NodeProcess get(int index) {
        return running.get(index);
    }

    void kill(int index) {
        running.get(index).kill();
        running.set(index, start(index, Integer.toString(index)));
    }

    /** Starts again what ended by itself; how many those were. */
    int revive() {
        int ended = 0;
        for (int index = 0; index < running.size(); index++) {
            if (!running.get(index).alive()) {
                running.set(index, start(index, Integer.toString(index)));
                ended++;
            }
        }
        return ended;
    }

    /** Ends the workers in good order, lets the orchestrator notice what died before, and ends it, too. */
    void end() {
        running.subList(1, running.size()).forEach(NodeProcess::end);
        Pause.of(java.time.Duration.ofSeconds(3));
        running.getFirst().end();
    }

    void killAll() {
        running.forEach(NodeProcess::kill);
    }
}
