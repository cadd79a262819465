package io.colony.engine.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds plugins in a directory: each {@code *.jar} in it, and each directory of JARs below it, is one installation with a
 * class loader of its own, so that the libraries of two do not meet. They see the engine and its libraries.
 */
public final class PluginDirectory {
    private static final String SERVICE = "META-INF/services/" + ExecutorPlugin.class.getName();

    private PluginDirectory() {}

    /**
     * Loads all plugins. Their classes stay loaded until the program ends.
     *
     * @throws PluginException when the directory cannot be read, or anybody but its owner's group may write to it; when a
     *     JAR holds no plugin, or one that cannot be made. Nothing is passed over: a workflow would be missing it
     */
    public static List<ExecutorPlugin> load(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new PluginException("The plugins directory " + directory
                    + " is no directory. Make it, or leave plugins_directory out of the configuration.");
        }
        refuseWritableByAnybody(directory);
        List<ExecutorPlugin> plugins = new ArrayList<>();
        for (Path entry : entries(directory)) {
            boolean bundle = Files.isDirectory(entry);
            List<Path> jars = bundle
                    ? entries(entry).stream().filter(PluginDirectory::isJar).toList()
                    : List.of(entry);
            if (bundle ? !jars.isEmpty() : isJar(entry)) {
                jars.forEach(PluginDirectory::refuseWritableByAnybody);
                plugins.addAll(load(entry, jars));
            }
        }
        return plugins;
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException failure) {
            throw new PluginException("The plugins directory " + directory + " cannot be read: " + failure, failure);
        }
    }

    private static List<ExecutorPlugin> load(Path installation, List<Path> jars) {
        // Never closed: classes are loaded from it for as long as the plugin works.
        @SuppressWarnings("resource")
        URLClassLoader loader = new URLClassLoader(
                installation.getFileName().toString(),
                jars.stream().map(PluginDirectory::url).toArray(URL[]::new),
                ExecutorPlugin.class.getClassLoader());
        List<ExecutorPlugin> plugins = new ArrayList<>();
        Iterator<ServiceLoader.Provider<ExecutorPlugin>> providers =
                ServiceLoader.load(ExecutorPlugin.class, loader).stream().iterator();
        Optional<ServiceLoader.Provider<ExecutorPlugin>> next = next(installation, providers);
        while (next.isPresent()) {
            if (loader.equals(next.get().type().getClassLoader())) {
                plugins.add(make(installation, next.get()));
            }
            next = next(installation, providers);
        }
        if (plugins.isEmpty()) {
            throw new PluginException(installation + " holds no plugin: it has no file " + SERVICE
                    + " that names a class of its own. Add that file to the JAR, or take the JAR away.");
        }
        return plugins;
    }

    private static Optional<ServiceLoader.Provider<ExecutorPlugin>> next(
            Path installation, Iterator<ServiceLoader.Provider<ExecutorPlugin>> providers) {
        try {
            return providers.hasNext() ? Optional.of(providers.next()) : Optional.empty();
        } catch (ServiceConfigurationError failure) {
            throw unusable(installation, "what " + SERVICE + " names cannot be loaded", failure);
        }
    }

    private static ExecutorPlugin make(Path installation, ServiceLoader.Provider<ExecutorPlugin> provider) {
        try {
            return provider.get();
        } catch (ServiceConfigurationError | LinkageError failure) {
            throw unusable(installation, provider.type().getName() + " cannot be made", failure);
        }
    }

    private static PluginException unusable(Path installation, String what, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new PluginException(
                "Plugin " + installation + ": " + what + " (" + cause
                        + "). It needs a public class with a public constructor without parameters, built for this"
                        + " version of Colony and Java. Correct it, or take it away.",
                failure);
    }

    /** Whoever can write there can run code as this program. */
    private static void refuseWritableByAnybody(Path path) {
        try {
            PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            Set<PosixFilePermission> permissions =
                    posix == null ? Set.of() : posix.readAttributes().permissions();
            if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new PluginException("Anybody on this machine may write to " + path
                        + ", and what lies there would run as Colony. Take that right away: chmod o-w " + path);
            }
        } catch (IOException failure) {
            throw new PluginException("The permissions of " + path + " cannot be read: " + failure, failure);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException failure) {
            throw new PluginException("The path " + jar + " is no URL: " + failure.getMessage(), failure);
        }
    }
}
