package io.colony.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HASH =
            CredentialHash.ofToken("colony_x", RANDOM).text();

    @TempDir
    Path directory;

    private Path path;
    private UsersFile file;

    @BeforeEach
    void arrange() {
        path = directory.resolve("users.yaml");
        file = new UsersFile(path);
    }

    @Test
    void aTokenIsKnownAgainByItsHashAlone() {
        String token = CredentialHash.newToken(RANDOM);
        CredentialHash hash = CredentialHash.ofToken(token, RANDOM);

        assertThat(CredentialHash.looksLikeToken(token)).isTrue();
        assertThat(hash.text()).doesNotContain(token.substring(CredentialHash.TOKEN.length()));
        assertThat(CredentialHash.parse(hash.text()).orElseThrow().matches(token))
                .isTrue();
        assertThat(hash.matches(token.toLowerCase(java.util.Locale.ROOT))).isFalse();
        assertThat(hash.matches("")).isFalse();
        assertThat(hash.text())
                .isNotEqualTo(CredentialHash.ofToken(token, RANDOM).text());
        assertThat(hash.toString()).doesNotContain(hash.hash());
    }

    @Test
    void aPasswordIsHashedWithTheStatedIterations() {
        CredentialHash hash = CredentialHash.ofPassword("correct horse bätter", RANDOM);

        assertThat(hash.text()).startsWith("pbkdf2-sha256:600000:");
        assertThat(CredentialHash.parse(hash.text()).orElseThrow().matches("correct horse bätter"))
                .isTrue();
        assertThat(hash.matches("correct horse batter")).isFalse();
    }

    @Test
    void whatIsWrittenIsReadBackAndOnlyItsOwnerReadsIt() throws IOException {
        PagesUser ann = user("ann", "read", "operate");
        PagesUser on = user("on", "transcript");
        file.write(List.of(ann, on));

        assertThat(file.read())
                .containsEntry("ann", ann)
                .containsEntry("on", on)
                .hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void aFileThatOthersReadOrWriteIsRefused(String mode) throws IOException {
        file.write(List.of(user("ann", "read")));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(file::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann: {roles: [read], secret: hunter2-hunter2}",
                "ann: {roles: [read], secret: \"pbkdf2-sha256:1000:x:y\"}",
                "ann: {roles: [admin], secret: \"HASH\"}",
                "ann: {roles: [], secret: \"HASH\"}",
                "ann: {roles: [read]}",
                "ann: {secret: \"HASH\"}",
                "ann: {roles: [read], secret: \"HASH\", password: x}",
                "\"a:b\": {roles: [read], secret: \"HASH\"}",
                "\"\": {roles: [read], secret: \"HASH\"}",
                "ann: {roles: [read], secret: \"HASH\"}\nann: {roles: [read], secret: \"HASH\"}",
                "- ann"
            })
    void whatDoesNotSayWhatItShouldIsRefusedWithItsLineAndWithoutTheSecret(String text) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, "# people\n" + text.replace("HASH", HASH) + "\n");

        assertThatThrownBy(file::read)
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining("users.yaml:")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining(HASH);
    }

    @Test
    void aChangeIsTakenUpAndABrokenFileLeavesThoseWhoWereIn() throws IOException {
        AtomicLong nanos = new AtomicLong();
        file.write(List.of(user("ann", "read")));
        CurrentUsers users = CurrentUsers.of(file, nanos::get);

        file.write(List.of(user("ann", "read"), user("bob", "read")));
        assertThat(users.get()).containsOnlyKeys("ann");
        second(nanos);
        assertThat(users.get()).containsOnlyKeys("ann", "bob");

        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(path, "ann: [");
        second(nanos);
        assertThat(users.get()).containsOnlyKeys("ann", "bob");

        file.write(List.of(user("bob", "read")));
        second(nanos);
        assertThat(users.get()).containsOnlyKeys("bob");

        Files.delete(path);
        second(nanos);
        assertThat(users.get()).containsOnlyKeys("bob");

        file.write(List.of());
        second(nanos);
        assertThat(users.get()).isEmpty();
    }

    @Test
    void aCureThatLeavesTimeAndSizeAsTheyAreIsSeenAsWell() throws IOException {
        AtomicLong nanos = new AtomicLong();
        file.write(List.of(user("ann", "read")));
        CurrentUsers users = CurrentUsers.of(file, nanos::get);
        file.write(List.of(user("bob", "read")));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        second(nanos);
        assertThat(users.get()).containsOnlyKeys("ann");

        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        second(nanos);

        assertThat(users.get()).containsOnlyKeys("bob");
    }

    private static void second(AtomicLong nanos) {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    private static PagesUser user(String login, String... roles) {
        return new PagesUser(login, Set.of(roles), CredentialHash.ofToken("colony_" + login, RANDOM));
    }
}
