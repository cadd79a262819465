package io.colony.engine.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/** Names the place where process ids mean something: this machine since its last start, and this process namespace. */
public final class Machine {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

    private static final int START_FIELD = 19;

    private Machine() {}

    /**
     * The host's name for people, and a short mark behind it. Where the system does not tell, the mark is random, so that no
     * two processes believe to share a machine that do not.
     */
    public static String name() {
        return hostName() + "/" + mark();
    }

    /**
     * When a process started, as a mark that a later process of the same number does not have: in ticks since the machine's
     * start, which setting its clock does not change. Empty where there is no such process or the system does not tell.
     */
    public static Optional<String> processStart(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The program's name, in parentheses, may hold anything; the start is the 20th field after it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields.length > START_FIELD ? Optional.of(fields[START_FIELD]) : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
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
