package io.colony.engine.config;

import io.colony.engine.ColonyException;
import io.colony.engine.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file that {@code http.users_file} names: people by login, each with roles and a salted hash. Only its owner may read
 * and write it; it is replaced as a whole, so that whoever reads finds the old one or the new one.
 *
 * <pre>
 * ann: {roles: [read, operate], secret: "sha256:…"}
 * </pre>
 */
public final class UsersFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final int MOST = 1_000;
    private static final String HEAD = """
            # Who may see the pages. Made by 'colony user'; holds salted hashes, no password and no token.
            """;

    private final Path file;

    public UsersFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /**
     * Everybody in it, by login.
     *
     * @throws ColonyException where it is not there, others may read it, or a line does not say what it should
     */
    public Map<String, PagesUser> read() {
        try {
            requireOwnerOnly();
            return users(Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new ConfigException(
                    "http.users_file names " + file + ", which is not there. Make an entry: colony user add LOGIN.",
                    missing);
        } catch (IOException failure) {
            throw new ConfigException(
                    "http.users_file names " + file + ", which cannot be read as a text file (" + failure.getMessage()
                            + "). It must belong to the user who runs this program.",
                    failure);
        }
    }

    /** The same, where a file that is not there holds nobody. */
    public Map<String, PagesUser> readOrNobody() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read() : new TreeMap<>();
    }

    /** Writes all of it anew. */
    public void write(Collection<PagesUser> users) {
        StringBuilder text = new StringBuilder(HEAD);
        users.forEach(user -> text.append('"')
                .append(user.login())
                .append("\": {roles: [")
                .append(String.join(
                        ", ",
                        PagesUser.ROLES.stream().filter(user.roles()::contains).toList()))
                .append("], secret: \"")
                .append(user.secret().text())
                .append("\"}\n"));
        try {
            replace(text.toString());
        } catch (IOException failure) {
            throw new ConfigException(
                    "http.users_file names " + file + ", which cannot be written (" + failure.getMessage()
                            + "). Nothing was changed; make its directory, writable for the user who runs this program.",
                    failure);
        }
    }

    private void replace(String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        FileAttribute<?>[] mode = POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Path fresh = Files.createTempFile(directory, ".users", null, mode);
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void requireOwnerOnly() throws IOException {
        if (!POSIX) {
            return;
        }
        Set<PosixFilePermission> more = EnumSet.noneOf(PosixFilePermission.class);
        more.addAll(Files.getPosixFilePermissions(file));
        more.removeAll(OWNER_ONLY);
        more.remove(PosixFilePermission.OWNER_EXECUTE);
        if (!more.isEmpty()) {
            throw new ConfigException("http.users_file names " + file + ", which others than its owner may read or"
                    + " change (" + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    + "). Run: chmod 600 " + file);
        }
    }

    private Map<String, PagesUser> users(String text) {
        Map<String, PagesUser> users = new TreeMap<>();
        YamlNode.parse(text, file.toString())
                .ifPresent(root -> root.mapping().forEach((login, node) -> users.put(login, user(login, node))));
        if (users.size() > MOST) {
            throw new ConfigException(file + " has " + users.size() + " entries; at most " + MOST + " are taken.");
        }
        return users;
    }

    private static PagesUser user(String login, YamlNode node) {
        Map<String, YamlNode> entries = node.mapping(List.of("roles", "secret"));
        YamlNode roles = entries.get("roles");
        YamlNode secret = entries.get("secret");
        if (roles == null || secret == null) {
            throw node.error("'" + login + "' needs 'roles' and 'secret'; 'colony user add' writes both.");
        }
        CredentialHash hash = CredentialHash.parse(secret.text())
                .orElseThrow(
                        () -> secret.error("the secret of '" + login + "' is no hash that this version knows, and may"
                                + " be a password: take it out, and let 'colony user add' make the entry."));
        try {
            return new PagesUser(login, new LinkedHashSet<>(roles.texts()), hash);
        } catch (ConfigException wrong) {
            throw node.error(String.valueOf(wrong.getMessage()));
        }
    }
}
