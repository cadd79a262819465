import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes {@code META-INF/services/annotations/org.jenkinsci.Symbol}, the list of classes by which Jenkins finds what a
 * symbol means: one name a line. Run by the build after the compiler, with the directory of the classes.
 */
public final class SymbolIndex {
    /** Stands in the constant pool of each class that carries the annotation. Class files keep ASCII as it is. */
    private static final String ANNOTATION = "Lorg/jenkinsci/Symbol;";

    private SymbolIndex() {}

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
        StringBuilder index = new StringBuilder();
        for (Path file : files) {
            if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ANNOTATION)) {
                String name = classes.relativize(file).toString().replaceAll("[.]class$", "");
                index.append(name.replace('/', '.').replace('\\', '.')).append('\n');
            }
        }
        Path written = classes.resolve("META-INF/services/annotations/org.jenkinsci.Symbol");
        Files.createDirectories(written.getParent());
        Files.writeString(written, index);
    }
}
