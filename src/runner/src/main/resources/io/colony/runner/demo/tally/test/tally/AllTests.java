package tally;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs every {@code ...Test} class of a directory: each static method without parameters is a test. */
public final class AllTests {
    private int passed;
    private int failed;

    private AllTests() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        AllTests run = new AllTests();
        for (String name : testClasses(Path.of(arguments[0], "tally"))) {
            run.all(Class.forName("tally." + name));
        }
        System.out.println(run.passed + " passed, " + run.failed + " failed");
        if (run.failed > 0 || run.passed == 0) {
            System.exit(1);
        }
    }

    private static List<String> testClasses(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }

    private void all(Class<?> tests) throws IllegalAccessException {
        for (Method test : tests.getDeclaredMethods()) {
            if (test.getParameterCount() == 0 && !test.isSynthetic()) {
                one(tests.getSimpleName() + "." + test.getName(), test);
            }
        }
    }

    private void one(String name, Method test) throws IllegalAccessException {
        try {
            test.invoke(null);
            passed++;
        } catch (InvocationTargetException failure) {
            failed++;
            System.out.println("FAILED " + name + ": " + failure.getCause());
        }
    }
}
