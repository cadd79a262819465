package io.colony.engine.git;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the trusted clones below a directory of this machine, each under a lock of its own. */
public final class LocalTrustedClones implements TrustedClones {
    private final Path root;
    private final GitCommand git;

    /**
     * How to keep them.
     *
     * @param root the clones lie in {@code trusted/} below it, their locks in {@code locks/}
     */
    public LocalTrustedClones(Path root, GitCommand git) {
        this.root = root.toAbsolutePath().normalize();
        this.git = git;
    }

    @Override
    public <T extends @Nullable Object> T with(String repository, String cloneUrl, Function<TrustedClone, T> function) {
        Names.repository(repository);
        Names.cloneUrl(cloneUrl);
        Path lock = root.resolve("locks/trusted").resolve(repository.replace('/', '+') + ".lock");
        PathLock held = PathLock.acquire(lock);
        try {
            Path directory = GitDirectory.bare(root.resolve("trusted").resolve(repository + ".git"));
            LocalTrustedClone clone = new LocalTrustedClone(git, directory, cloneUrl);
            clone.fetch();
            return function.apply(clone);
        } finally {
            held.close();
        }
    }
}
