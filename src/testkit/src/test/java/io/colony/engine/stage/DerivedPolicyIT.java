package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Json;
import io.colony.engine.forge.Repository;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is for a person depends on what the default branch holds, and a verdict on both. */
final class DerivedPolicyIT {
    private static final String CONFIG = ".colony/config.yaml";
    private static final String MAKEFILE = "Makefile";

    @TempDir
    Path temp;

    @Test
    void anotherFileThatAGateRunsIsAnotherPolicy() throws IOException {
        GitCommand git =
                new GitCommand(new PlainCommandRunner(), Files.createDirectory(temp.resolve("home")), Map.of());
        try (GitFixture host = GitFixture.create(temp.resolve("host.git"))) {
            String one = host.commit(
                    "main",
                    "first",
                    Map.of(
                            CONFIG,
                            "schema_version: 1\ngates:\n  - {name: check, command: make test}\n",
                            MAKEFILE,
                            "test:\n\tpytest -q\n"));
            String same = host.commit("main", "second", Map.of("a.txt", "a\n"));
            String other = host.commit("main", "third", Map.of(MAKEFILE, "include ci/rules\ntest:\n\tpytest -q\n"));
            Repository repository = new Repository(1, 1, "local", "acme/app", "main", host.url(), Json.object());
            FileRepositoryPolicy policy = new FileRepositoryPolicy();

            LocalTrustedClones clones = new LocalTrustedClones(temp.resolve("root"), git);
            Map<String, String> versions = clones.with(
                    "acme/app",
                    host.url(),
                    clone -> Map.of(
                            "one", policy.read(repository, clone, one).version(),
                            "same", policy.read(repository, clone, same).version(),
                            "other", policy.read(repository, clone, other).version()));

            assertThat(versions.get("same")).isEqualTo(versions.get("one"));
            assertThat(versions.get("other")).isNotEqualTo(versions.get("one"));
        }
    }
}
