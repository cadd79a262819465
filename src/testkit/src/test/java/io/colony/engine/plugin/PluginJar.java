package io.colony.engine.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds a JAR as a plugin's author would: compiles sources against the engine and adds the services file. */
final class PluginJar {
    static final String SERVICES = "META-INF/services/io.colony.engine.plugin.ExecutorPlugin";

    private PluginJar() {}

    /**
     * @param sources by path, such as {@code com/acme/Check.java}
     * @param services the content of the services file; empty for none
     */
    static Path build(Path jar, Map<String, String> sources, String services) throws IOException {
        Path work = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "build-");
        Path classes = Files.createDirectories(work.resolve("classes"));
        if (!sources.isEmpty()) {
            compile(work, sources, classes);
        }
        if (!services.isEmpty()) {
            Path file = classes.resolve(SERVICES);
            Files.createDirectories(file.getParent());
            Files.writeString(file, services);
        }
        pack(jar, classes);
        delete(work);
        return jar;
    }

    private static void compile(Path work, Map<String, String> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> written = sources.entrySet().stream()
                    .map(source -> write(work.resolve("src").resolve(source.getKey()), source.getValue()))
                    .toList();
            boolean compiled = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of(
                                    "--release",
                                    "21",
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(written))
                    .call();
            if (!compiled) {
                throw new AssertionError("The plugin does not compile:\n" + problems);
            }
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static void pack(Path jar, Path classes) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                archive.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                archive.write(Files.readAllBytes(file));
                archive.closeEntry();
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
