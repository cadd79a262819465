package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pattern of the package, on what strangers may write: eight times as much takes eight times as many steps, not 64. */
final class LinearPatternsTest {
    private static final int SHORT = 200;
    private static final int TIMES = 8;
    /** Of the steps that linear work takes; what grows by the square takes eight times as many. */
    private static final int GENEROUS = 3;

    /** Patterns that are held against a whole line or name, and never looked for in one. */
    private static final Pattern ANCHORED = Pattern.compile(
            "BuildScript\\.PLAIN.*|RequirementLists\\..*|TomlDependencies\\.SECTION|Assertions\\.(?:CALL|CHECK)|CheckerConfiguration\\.(?:LIKE_C|XML)|GateScripts\\..*|GoTestSetup\\.(?!ANY).*"
                    + "|LineFacts.*|Makefile\\.(?!REFERENCE).*|SectionFacts\\..*|SectionReader\\.(?:JSON_VERSION|LIST|SOURCES)"
                    + "|SetupPyReader\\.(?:LIST|ALONE|REQUIREMENT)|SetupCfgReader\\..*|ShellCommands\\.ASSIGNMENT"
                    + "|TestFileChange\\.RETURN|TestFiles\\..*|WholeDependencies\\..*|XmlFacts\\..*|YamlDependencies\\..*");

    private static final List<String> PARTS = List.of(
            " ", " \n", "a", "A ", "a.", ". ", "0", "(", ")", "[", "{", "<", "<a>", "\"", "'", "\"a", "'a ", "/*",
            "*/ /* ", "//", "\\", "=", "a=\"", "a: ", "@a.", "@[", "--hash=", ",", "a;", "v1 ", "skip ", "it.", "it)",
            "import ", "version", "\"a\" %", "sk-", "\\u0041");

    private static final List<String> STARTS = List.of(
            "", "a", "it", "it(", "<a>", "<PackageReference ", "\"a", "[a", "a = [", "@[", "#[", "import ", "if ");

    /** A text that counts how often one of its characters is asked for. */
    private static final class Counted implements CharSequence {
        private final String text;
        private final long most;
        private long steps;

        Counted(String text, long most) {
            this.text = text;
            this.most = most;
        }

        @Override
        public char charAt(int index) {
            steps++;
            if (steps > most) {
                throw new IllegalStateException("more than " + most + " steps");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Map.Entry<String, Pattern>> patterns() throws IOException, URISyntaxException {
        Path classes = Path.of(SourceText.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, Pattern> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(classes.resolve("io/colony/engine/gate"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    statics("io.colony.engine.gate." + name.replace(".class", ""), found);
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(100);
        return found.entrySet().stream();
    }

    private static void statics(String name, Map<String, Pattern> found) {
        try {
            for (Field field : Class.forName(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    collect(name.replaceFirst(".*\\.", "") + "." + field.getName(), field.get(null), found);
                }
            }
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void collect(String name, Object value, Map<String, Pattern> found) throws IllegalAccessException {
        if (value instanceof Pattern pattern) {
            found.put(name, pattern);
        } else if (value instanceof Map<?, ?> named) {
            for (Map.Entry<?, ?> one : named.entrySet()) {
                collect(name + "." + one.getKey(), one.getValue(), found);
            }
        } else if (value instanceof Collection<?> many) {
            int index = 0;
            for (Object one : many) {
                collect(name + "." + index++, one, found);
            }
        } else if (value != null
                && (value instanceof Record || value instanceof Enum<?>)
                && value.getClass().getPackage().equals(SourceText.class.getPackage())) {
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    collect(name + "." + field.getName(), field.get(value), found);
                }
            }
        }
    }

    private static long steps(String name, Pattern pattern, String text, long most) {
        Counted counted = new Counted(text, most);
        Matcher matcher = pattern.matcher(counted);
        matcher.matches();
        matcher.reset().lookingAt();
        matcher.reset();
        while (!ANCHORED.matcher(name).matches() && matcher.find()) {
            // Each match counts as well as those that are none.
        }
        return counted.steps;
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void readLongTextsInAsManySteps(Map.Entry<String, Pattern> named) {
        String name = named.getKey();
        Pattern pattern = named.getValue();
        Map<String, String> slow = new LinkedHashMap<>();
        for (String start : STARTS) {
            for (String part : PARTS) {
                String once = part.repeat(SHORT / part.length());
                long most = 10_000 + GENEROUS * TIMES * steps(name, pattern, start + once, 5_000_000);
                try {
                    steps(name, pattern, start + once.repeat(TIMES), most);
                } catch (IllegalStateException tooMany) {
                    slow.put(start + " and " + part, tooMany.getMessage());
                }
            }
        }
        assertThat(slow).as(name + " " + pattern).isEmpty();
    }
}
