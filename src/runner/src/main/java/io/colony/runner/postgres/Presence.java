package io.colony.runner.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a server: a shared lock on a file, which the operating system takes back however a process ends. Several users
 * in one process count as one for the file, and are counted here.
 */
final class Presence {
    private static final Map<Path, Presence> HERE = new HashMap<>();

    private final FileChannel channel;
    private @Nullable FileLock lock;
    private int users;

    private Presence(FileChannel channel) {
        this.channel = channel;
    }

    static void join(Path file) throws IOException {
        synchronized (HERE) {
            Presence presence = HERE.get(file);
            if (presence == null) {
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                presence = new Presence(channel);
                presence.lock = channel.lock(0, Long.MAX_VALUE, true);
                HERE.put(file, presence);
            }
            presence.users++;
        }
    }

    /** Answers whether nobody else is left. */
    static boolean leave(Path file) throws IOException {
        synchronized (HERE) {
            Presence presence = HERE.get(file);
            if (presence == null || --presence.users > 0) {
                return false;
            }
            HERE.remove(file);
            try (FileChannel channel = presence.channel) {
                if (presence.lock != null) {
                    presence.lock.release();
                }
                return aloneOn(channel);
            }
        }
    }

    /** Whether no process uses the server, this one included. */
    static boolean nobody(Path file) throws IOException {
        synchronized (HERE) {
            if (HERE.containsKey(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return aloneOn(channel);
            }
        }
    }

    private static boolean aloneOn(FileChannel channel) throws IOException {
        FileLock whole = channel.tryLock();
        if (whole == null) {
            return false;
        }
        whole.release();
        return true;
    }
}
