package io.colony.engine.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;

/** Names the place where process ids mean something: this machine since its last start, and this process namespace. */
public final class Machine {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

    private Machine() {}

    /**
     * The host's name for people, and a short mark behind it. Where the system does not tell, the mark is random, so that no
     * two processes believe to share a machine that do not.
     */
    public static String name() {
        return hostName() + "/" + mark();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private static String mark() {
        try {
            String place = Files.readString(BOOT_ID).strip() + Files.readSymbolicLink(PID_NAMESPACE);
            return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .substring(0, 8);
        } catch (IOException unknown) {
            return Integer.toHexString(new SecureRandom().nextInt());
        }
    }
}
