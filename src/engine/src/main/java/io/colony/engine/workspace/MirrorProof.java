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
import java.util.stream.Stream;

/**
 * Proves that nobody changed a mirror's packs since they were fetched or checked: git does not hash again what it reads from a
 * pack. What proves it is in this process's memory. By hash and not by times of change: each link to a pack, and each that
 * goes, changes its time. Used under the mirror's lock.
 */
final class MirrorProof {
    /** What git reads objects by. Others ({@code .rev}, {@code .bitmap}, temporary ones) change no object's bytes. */
    private static final Pattern PACK = Pattern.compile("pack-[0-9a-f]{40}\\.(pack|idx)");

    private static final Pattern HARMLESS = Pattern.compile("tmp_.*|pack-[0-9a-f]{40}\\.(rev|bitmap|keep)");
    private static final int BUFFER = 1 << 18;

    /** SHA-256 by file name, by mirror. */
    private final ConcurrentMap<Path, Map<String, String>> seals = new ConcurrentHashMap<>();

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
        Map<String, String> known = seals.getOrDefault(mirror, Map.of());
        Map<String, String> found = new HashMap<>();
        for (Path file : packs) {
            String name = file.getFileName().toString();
            String seal = known.get(name);
            String hash = hash(file);
            found.put(name, hash);
            if (seal == null) {
                Path index = file.resolveSibling(name.replaceFirst("\\.pack$", ".idx"));
                if (git.in(mirror).attempt("verify-pack", index.toString()).exitCode() != 0) {
                    return Optional.of(name + " does not hold what its name says");
                }
            } else if (!seal.equals(hash)) {
                return Optional.of(name + " was changed");
            }
        }
        seals.put(mirror, Map.copyOf(found));
        return Optional.empty();
    }

    /** Takes what is new in the mirror as it is, right after a fetch, which checks what it gets. */
    void accept(Path mirror) {
        try {
            List<Path> packs = new ArrayList<>();
            strange(mirror.resolve("objects"), packs);
            Map<String, String> known = seals.getOrDefault(mirror, Map.of());
            Map<String, String> sealed = new HashMap<>();
            for (Path file : packs) {
                String name = file.getFileName().toString();
                String seal = known.get(name);
                sealed.put(name, seal == null ? hash(file) : seal);
            }
            seals.put(mirror, Map.copyOf(sealed));
        } catch (IOException failure) {
            throw new GitException("Cannot read the mirror " + mirror + ": " + failure + ".", failure);
        }
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
