import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes {@code META-INF/services/annotations/<annotation>} for the annotations that Jenkins looks up there: the names of
 * the classes that carry it, or whose methods do, one a line. Run by the build after the compiler, with the directory of
 * the classes.
 */
public final class AnnotationIndex {
    /** What a symbol means, and what is to be called while Jenkins starts. */
    private static final List<String> ANNOTATIONS = List.of("org.jenkinsci.Symbol", "hudson.init.Initializer");

    private AnnotationIndex() {}

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
        Path directory = Files.createDirectories(classes.resolve("META-INF/services/annotations"));
        for (String annotation : ANNOTATIONS) {
            Files.writeString(directory.resolve(annotation), index(classes, files, annotation));
        }
    }

    private static String index(Path classes, List<Path> files, String annotation) throws IOException {
        // So it stands in the constant pool of each such class. Class files keep ASCII as it is.
        String constant = "L" + annotation.replace('.', '/') + ";";
        StringBuilder index = new StringBuilder();
        for (Path file : files) {
            if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(constant)) {
                String name = classes.relativize(file).toString().replaceAll("[.]class$", "");
                index.append(name.replace('/', '.').replace('\\', '.')).append('\n');
            }
        }
        return index.toString();
    }
}
