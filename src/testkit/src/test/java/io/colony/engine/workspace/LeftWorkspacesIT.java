package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** What a killed process leaves is here made by closing a workspace while its directory and lock file are elsewhere. */
final class LeftWorkspacesIT extends WorkspaceTrial {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    private static final Duration OLD = Duration.ofMinutes(6);

    private final Path locks = Path.of("locks/workspaces");

    private LeftWorkspaces left() {
        return new LeftWorkspaces(temp.resolve("root"), git, () -> NOW);
    }

    @Test
    void savesWhatAKilledRunLeftAndRemovesIt() throws IOException {
        kill("issue-1-run-1", OLD);

        assertThat(left().sweep()).isEqualTo(1);

        assertThat(entries("workspaces")).isEmpty();
        assertThat(entries(locks.toString())).isEmpty();
        assertThat(git.in(temp.resolve("root/mirrors/acme/app.git"))
                        .run("cat-file", "blob", "refs/colony/recovery/issue-1-run-1:new.txt"))
                .isEqualTo("untracked\n");
        assertThat(left().sweep()).isZero();
    }

    @Test
    void leavesAloneWhatIsInUseOrYoung() throws IOException {
        kill("issue-2-run-2", Duration.ofMinutes(4));
        try (AgentWorkspace open = agent(base)) {
            age(root().resolve(locks).resolve("issue-1-run-1.lock"), OLD);

            assertThat(left().sweep()).isZero();

            assertThat(open.directory().resolve("a.txt")).exists();
            assertThat(entries("workspaces")).containsExactlyInAnyOrder("issue-1-run-1", "issue-2-run-2");
        }
    }

    @Test
    void removesAWorkspaceThatWasHalfMadeAndALockWithoutOne() throws IOException {
        kill("issue-3-run-3", OLD);
        Files.delete(root().resolve("workspaces/issue-3-run-3/records/workspace.properties"));
        Files.createFile(root().resolve(locks).resolve("issue-4-run-4.lock"));
        age(root().resolve(locks).resolve("issue-4-run-4.lock"), OLD);

        assertThat(left().sweep()).isEqualTo(1);

        assertThat(entries("workspaces")).isEmpty();
        assertThat(entries(locks.toString())).isEmpty();
    }

    @Test
    void keepsForADayWhatCannotBeSaved() throws IOException {
        kill("issue-5-run-5", OLD);
        Path workspace = root().resolve("workspaces/issue-5-run-5");
        // Nothing can be written there.
        Path mirror = root().resolve("mirrors/acme/app.git");
        Files.move(mirror, mirror.resolveSibling("gone"));
        Files.createFile(mirror);
        age(workspace, Duration.ofHours(23));
        Warnings warnings = new Warnings();
        LeftWorkspaces left = new LeftWorkspaces(root(), git, () -> NOW, warnings);

        assertThat(left.sweep()).isZero();
        assertThat(left.sweep()).isZero();
        assertThat(entries("workspaces")).containsExactly("issue-5-run-5");
        assertThat(warnings.told)
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning).startsWith("Cannot save the work of the killed run issue-5-"));

        age(workspace, Duration.ofHours(25));
        age(root().resolve(locks).resolve("issue-5-run-5.lock"), OLD);
        assertThat(left.sweep()).isEqualTo(1);
        assertThat(entries("workspaces")).isEmpty();
        assertThat(warnings.told)
                .hasSize(2)
                .last()
                .satisfies(warning -> assertThat(warning).contains("issue-5-run-5 could not be saved and was removed"));
    }

    @Test
    void passesOverNamesThatAreNoWorkspaces() throws IOException {
        Path strange = Files.createDirectories(root().resolve(locks)).resolve("..lock");
        Files.createFile(strange);
        age(strange, OLD);
        Files.createDirectories(root().resolve("workspaces"));

        assertThat(left().sweep()).isZero();

        assertThat(root().resolve("workspaces")).exists();
        assertThat(strange).exists();
    }

    private Path root() {
        return temp.resolve("root");
    }

    private void kill(String name, Duration ago) throws IOException {
        AgentWorkspace killed = workspaces.createForAgent(request(name, base));
        Files.writeString(killed.directory().resolve("new.txt"), "untracked\n");
        Path directory = root().resolve("workspaces").resolve(name);
        Path aside = temp.resolve("aside-" + name);
        Files.move(directory, aside);
        killed.close();
        Files.move(aside, directory);
        Path lock = root().resolve(locks).resolve(name + ".lock");
        Files.createFile(lock);
        age(lock, ago);
    }

    /** What a person who reads the log is warned of. */
    private static final class Warnings extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        private final transient List<String> told = new ArrayList<>();

        @Override
        protected String getFullyQualifiedCallerName() {
            return Warnings.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable failure) {
            if (level == Level.WARN) {
                told.add(MessageFormatter.arrayFormat(message, arguments).getMessage());
            }
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }

    private static void age(Path file, Duration ago) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
    }

    private List<String> entries(String below) throws IOException {
        try (Stream<Path> entries = Files.list(root().resolve(below))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
