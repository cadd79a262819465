package io.colony.engine.workspace;

import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.GitException;
import io.colony.engine.git.Names;
import io.colony.engine.git.PathLock;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The directories of one workspace, and its record, by which another process knows what it is when this one is killed.
 *
 * @param lock held as long as the workspace is open
 */
record Layout(Path directory, String repository, PathLock lock) {
    private static final String RECORD = "workspace.properties";

    /** What a workspace is for. */
    record Recorded(String repository, String startSha, RestoredConfiguration restored) {}

    String name() {
        return directory.getFileName().toString();
    }

    /** Named like the repository, since people and programs look at it. */
    Path checkout() {
        return directory.resolve("checkout").resolve(repository.substring(repository.indexOf('/') + 1));
    }

    Path home() {
        return directory.resolve("home");
    }

    /** Where a checkout lies on its way from those that are kept, or to them. */
    Path keeping() {
        return directory.resolve("keeping");
    }

    /** What we keep beside the checkout. */
    Path records() {
        return directory.resolve("records");
    }

    /**
     * Objects that the checkout's {@code .git} reads as alternates: the mirror's, as hard links. They outlive the mirror, and lie
     * outside of what an agent is to write to.
     */
    Path lent() {
        return records().resolve("lent");
    }

    /** The index as it was when the agent started. */
    Path startIndex() {
        return records().resolve("index");
    }

    void record(Workspaces.Request request, RestoredConfiguration restored) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("repository", request.repository());
        properties.setProperty("start", request.startSha());
        properties.setProperty("restored", restored.asText());
        try (Writer out = Files.newBufferedWriter(records().resolve(RECORD))) {
            properties.store(out, null);
        }
    }

    /** Empty where the workspace was not finished, was for gates, or its record is damaged. */
    Optional<Recorded> readRecord() {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(records().resolve(RECORD))) {
            properties.load(in);
            return Optional.of(new Recorded(
                    Names.repository(properties.getProperty("repository", "")),
                    Names.sha(properties.getProperty("start", "")),
                    RestoredConfiguration.ofText(properties.getProperty("restored", ""))));
        } catch (IOException | IllegalArgumentException | GitException unreadable) {
            return Optional.empty();
        }
    }

    /** Removes the checkout's files, not its {@code .git}. */
    void removeFiles() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(checkout())) {
            for (Path entry : entries) {
                if (!entry.endsWith(".git")) {
                    DirectoryRemoval.remove(entry);
                }
            }
        } catch (IOException failure) {
            throw new GitException("Cannot empty " + checkout() + ": " + failure + ".", failure);
        }
    }

    /** Removes everything and gives the name free. */
    void remove() {
        try {
            DirectoryRemoval.remove(directory);
        } finally {
            lock.closeAndRemove();
        }
    }
}
