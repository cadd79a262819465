package io.colony.engine.config;

import io.colony.engine.ColonyException;
import io.colony.engine.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A {@link UsersFile} as it stands now: looked at again at most once a second, read again where it has changed. One that can
 * no longer be read, or says something wrong, leaves those who were in it before, and the log says so. Safe for use by many
 * threads.
 */
public final class CurrentUsers implements Supplier<Map<String, PagesUser>> {
    private static final Logger LOG = Log.of(CurrentUsers.class);
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final UsersFile file;
    private final LongSupplier nanos;
    private Optional<Stamp> read;
    private Map<String, PagesUser> users;
    private long lookedAt;
    /** What is wrong with it at present: the cure may be one that shows in no time or size. */
    private Optional<String> trouble = Optional.empty();

    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private CurrentUsers(UsersFile file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.read = stamp(file.path());
        this.users = Map.copyOf(file.read());
        this.lookedAt = nanos.getAsLong();
    }

    /** @throws ColonyException where it cannot be read now */
    public static CurrentUsers of(UsersFile file) {
        return of(file, System::nanoTime);
    }

    static CurrentUsers of(UsersFile file, LongSupplier nanos) {
        return new CurrentUsers(file, nanos);
    }

    @Override
    public synchronized Map<String, PagesUser> get() {
        long now = nanos.getAsLong();
        if (now - lookedAt >= INTERVAL) {
            lookedAt = now;
            Optional<Stamp> present = stamp(file.path());
            if (trouble.isPresent() || !Objects.equals(present, read)) {
                read = present;
                readAgain();
            }
        }
        return users;
    }

    private void readAgain() {
        try {
            users = Map.copyOf(file.read());
            trouble = Optional.empty();
            LOG.info("{} was read again: {} people may see the pages.", file.path(), users.size());
        } catch (ColonyException broken) {
            Optional<String> before = trouble;
            trouble = Optional.of(String.valueOf(broken.getMessage()));
            if (!trouble.equals(before)) {
                LOG.error(
                        "{} Until it is mended, those who could see the pages before still can: {}.",
                        broken.getMessage(),
                        String.join(", ", users.keySet()));
            }
        }
    }

    private static Optional<Stamp> stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
