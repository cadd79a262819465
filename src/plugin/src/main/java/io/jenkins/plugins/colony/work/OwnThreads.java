package io.jenkins.plugins.colony.work;

import java.util.concurrent.ThreadFactory;

/** Threads that end with Jenkins and find the plugin's classes, as whoever asks by the thread needs them. */
public final class OwnThreads {
    private OwnThreads() {}

    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(OwnThreads.class.getClassLoader());
            return thread;
        };
    }
}
