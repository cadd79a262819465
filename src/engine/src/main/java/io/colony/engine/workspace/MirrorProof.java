package io.colony.engine.workspace;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Proves that nobody changed a mirror's packs since they were fetched or checked: git does not hash again what it reads from a
 * pack. What proves it is in this process's memory. Used under the mirror's lock.
 */
final class MirrorProof {
    /** What git reads objects by. Others ({@code .rev}, {@code .bitmap}, temporary ones) change no object's bytes. */
    private static final Pattern PACK = Pattern.compile("pack-[0-9a-f]{40}\\.(pack|idx)");

    private static final Pattern HARMLESS = Pattern.compile("tmp_.*|pack-[0-9a-f]{40}\\.(rev|bitmap|keep)");
    private static final int BUFFER = 1 << 18;

    private final boolean stampsHold;
    private final ConcurrentMap<Path, Map<String, Seal>> seals = new ConcurrentHashMap<>();

    /** @param stampsHold whether nobody but the kernel sets times of change here */
    MirrorProof(boolean stampsHold) {
        this.stampsHold = stampsHold;
    }

    /** How a file was, and a moment later than that. */
    private record Seal(FileStamp stamp, long moment, String hash) {}

    /** What is wrong with the mirror; empty where nothing is. Packs that are new to this process are checked by git. */
    Optional<String> doubt(GitCommand git, Path mirror) {
        try {
            List<Path> packs = new ArrayList<>();
            Optional<String> strange = strange(mirror.resolve("objects"), packs);
            return strange.isPresent() ? strange : changed(git, mirror, packs);
        } catch (IOException failure) {
            throw new GitException("Cannot read the mirror " + mirror + ": " + failure + ".", failure);
        }
    }

    private Optional<String> changed(GitCommand git, Path mirror, List<Path> packs) throws IOException {
        Map<String, Seal> known = seals.getOrDefault(mirror, Map.of());
        for (Path file : packs) {
            String name = file.getFileName().toString();
            Seal seal = known.get(name);
            if (seal == null) {
                Path index = file.resolveSibling(name.replaceFirst("\\.pack$", ".idx"));
                if (git.in(mirror).attempt("verify-pack", index.toString()).exitCode() != 0) {
                    return Optional.of(name + " does not hold what its name says");
                }
            } else if (!untouched(seal, file) && !seal.hash().equals(hash(file))) {
                return Optional.of(name + " was changed");
            }
        }
        seal(mirror, packs);
        return Optional.empty();
    }

    private boolean untouched(Seal seal, Path file) throws IOException {
        return stampsHold
                && KeptCheckouts.stampsHoldOn(file)
                && seal.stamp().unchangedSince(seal.moment(), FileStamp.of(file));
    }

    /** Takes the mirror as it is, right after a fetch, which checks what it gets. */
    void accept(Path mirror) {
        try {
            List<Path> packs = new ArrayList<>();
            strange(mirror.resolve("objects"), packs);
            seal(mirror, packs);
        } catch (IOException failure) {
            throw new GitException("Cannot read the mirror " + mirror + ": " + failure + ".", failure);
        }
    }

    private void seal(Path mirror, List<Path> packs) throws IOException {
        Map<String, Seal> known = seals.getOrDefault(mirror, Map.of());
        Map<String, FileStamp> stamps = new HashMap<>();
        Map<String, Seal> sealed = new HashMap<>();
        for (Path file : packs) {
            String name = file.getFileName().toString();
            Seal seal = known.get(name);
            if (seal != null && untouched(seal, file)) {
                sealed.put(name, seal);
            } else {
                FileStamp.of(file).ifPresent(stamp -> stamps.put(name, stamp));
            }
        }
        if (!stamps.isEmpty()) {
            LongStream changes = stamps.values().stream().mapToLong(FileStamp::changed);
            long moment = CheckoutStamps.after(changes, mirror).orElse(Long.MIN_VALUE);
            for (Path file : packs) {
                FileStamp stamp = stamps.get(file.getFileName().toString());
                if (stamp != null) {
                    sealed.put(file.getFileName().toString(), new Seal(stamp, moment, hash(file)));
                }
            }
        }
        seals.put(mirror, Map.copyOf(sealed));
    }

    /** What lies there that no fetch of ours makes: it could stand before the packs, or lead elsewhere. */
    private static Optional<String> strange(Path objects, List<Path> packs) throws IOException {
        for (Path entry : list(objects)) {
            String name = entry.getFileName().toString();
            boolean expected = name.equals("pack") || name.equals("info");
            if (expected && !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(name + " is no directory");
            }
            if (expected) {
                continue;
            }
            if (!name.startsWith("tmp_")
                    && !name.startsWith("incoming-")
                    && !list(entry).isEmpty()) {
                return Optional.of("there are loose objects in " + name);
            }
        }
        for (Path file : list(objects.resolve("info"))) {
            if (!file.endsWith("packs")) {
                return Optional.of("info/" + file.getFileName() + " is not ours");
            }
        }
        for (Path file : list(objects.resolve("pack"))) {
            String name = file.getFileName().toString();
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(name + " is no file");
            }
            if (PACK.matcher(name).matches()) {
                packs.add(file);
            } else if (!HARMLESS.matcher(name).matches()) {
                return Optional.of(name + " is not ours");
            }
        }
        return Optional.empty();
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new GitException("This Java has no SHA-256.", impossible);
        }
    }
}
