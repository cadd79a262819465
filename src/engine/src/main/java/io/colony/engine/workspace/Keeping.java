package io.colony.engine.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How many checkouts of ended attempts are kept for the next attempt of the same repository. What is kept and why it is as
 * good as new: {@code docs/decisions/0027-kept-checkouts-are-proved-untouched.md}.
 *
 * @param perRepository at most so many of one repository
 * @param total at most so many in all; 0 keeps none
 */
public record Keeping(int perRepository, int total) {
    /** Every attempt gets a new checkout. */
    public static final Keeping NONE = new Keeping(0, 0);

    /** Enough for the workers that a machine has. */
    private static final Keeping USUAL = new Keeping(2, 8);

    private static final Path OWN_STATUS = Path.of("/proc/self/status");
    private static final String PERMITTED = "CapPrm:";

    /** {@code CAP_SYS_RAWIO}, {@code CAP_SYS_ADMIN}, {@code CAP_SYS_TIME}: to write to disks, and to set the clock. */
    private static final long FORGING = 1L << 17 | 1L << 21 | 1L << 25;

    /**
     * The usual numbers where an agent, whose privileges are at most those of this process, can neither set the clock nor
     * write past the file system. Elsewhere, and where that cannot be told, none.
     */
    public static Keeping whereStampsHold() {
        return with(privileges(OWN_STATUS));
    }

    static Keeping with(Optional<Long> privileges) {
        return privileges.filter(held -> (held & FORGING) == 0).isPresent() ? USUAL : NONE;
    }

    /** The capabilities that a process's {@code status} names, a bit each; empty where it names none. */
    static Optional<Long> privileges(Path status) {
        try {
            return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith(PERMITTED))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(PERMITTED.length()).strip(), 16))
                    .findFirst();
        } catch (IOException | NumberFormatException unknown) {
            return Optional.empty();
        }
    }
}
