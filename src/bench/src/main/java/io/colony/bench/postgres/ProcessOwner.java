package io.colony.bench.postgres;

import io.colony.engine.config.HostEnvironment;

/** Who this process runs as. Postgres refuses to run as root. */
final class ProcessOwner {
    boolean isRoot() {
        return HostEnvironment.ofThisProcess().user().equals("root");
    }
}
