package io.jenkins.plugins.colony.agents;

import hudson.FilePath;
import io.colony.engine.ColonyException;
import io.colony.engine.remote.SessionMain;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The jars that a session's process runs on, as this controller has them: the engine, and what it works with on files and
 * programs. They are copied to an agent once for each version.
 */
final class AgentLibraries {
    /** One class of each; what is missing is a test's to find. */
    private static final List<String> WHOSE = List.of(
            SessionMain.class.getName(),
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.annotation.JsonInclude",
            "com.fasterxml.jackson.datatype.jdk8.Jdk8Module",
            "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule",
            "org.eclipse.jgit.lib.Repository",
            "com.googlecode.javaewah.EWAHCompressedBitmap",
            "org.slf4j.Logger");

    private static final String COMPLETE = "complete";

    private final List<Path> jars;
    private final String version;

    private AgentLibraries(List<Path> jars, String version) {
        this.jars = jars;
        this.version = version;
    }

    /** Those of this process. Reads all of them, once. */
    static AgentLibraries ofThisController() {
        TreeSet<Path> jars = new TreeSet<>();
        WHOSE.forEach(name -> jars.add(jar(name)));
        return new AgentLibraries(List.copyOf(jars), version(jars));
    }

    List<Path> jars() {
        return jars;
    }

    private static Path jar(String name) {
        try {
            Class<?> type = Class.forName(name, false, AgentLibraries.class.getClassLoader());
            return Path.of(Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                    .map(CodeSource::getLocation)
                    .orElseThrow(() -> new ColonyException("Java does not tell which jar " + name + " is from."))
                    .toURI());
        } catch (URISyntaxException strange) {
            throw new ColonyException("The jar of " + name + " lies at no path: " + strange.getInput() + ".", strange);
        } catch (ClassNotFoundException missing) {
            throw new ColonyException(
                    "The class " + name
                            + " is missing on this controller: a plugin that Colony needs is disabled or too old."
                            + " Manage Jenkins, Plugins, Installed names it.",
                    missing);
        }
    }

    private static String version(Iterable<Path> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path jar : jars) {
                try (DigestInputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (IOException | NoSuchAlgorithmException failure) {
            throw new ColonyException("The engine's jars cannot be read: " + failure + ".", failure);
        }
    }

    /**
     * Sees to it that they are on an agent.
     *
     * @param root Colony's directory there
     * @return the directory that holds them, on the agent
     */
    String on(FilePath root) throws IOException, InterruptedException {
        FilePath directory = root.child("lib").child(version);
        if (!directory.child(COMPLETE).exists()) {
            directory.mkdirs();
            List<String> names = new ArrayList<>();
            for (Path jar : jars) {
                String name = names.size() + "-" + jar.getFileName();
                // Two builds may do this at once: what is there is whole.
                FilePath draft = directory.createTempFile("copying", ".part");
                draft.copyFrom(jar.toUri().toURL());
                draft.renameTo(directory.child(name));
                names.add(name);
            }
            directory.child(COMPLETE).write(String.join("\n", names), "UTF-8");
        }
        return directory.getRemote();
    }
}
