package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import hudson.Extension;
import hudson.init.Initializer;
import io.colony.testkit.ArchitectureRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;

/** What the build wrote for Jenkins to find: an extension or a symbol that is not listed does not exist there. */
class IndexTest {
    @Test
    void everyExtensionIsListed() {
        List<String> listed = new ArrayList<>();
        for (IndexItem<Extension, Object> item :
                Index.load(Extension.class, Object.class, JenkinsFacade.class.getClassLoader())) {
            listed.add(item.className());
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(annotated(Extension.class));
        assertThat(listed).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void everySymbolIsListed() throws IOException {
        assertThat(listed(Symbol.class)).containsExactlyInAnyOrderElementsOf(annotated(Symbol.class));
    }

    @Test
    void everyInitializerIsListed() throws IOException {
        assertThat(listed(Initializer.class))
                .containsExactlyInAnyOrderElementsOf(
                        ArchitectureRules.productClasses("io.jenkins.plugins.colony").stream()
                                .filter(type -> type.getMethods().stream()
                                        .anyMatch(method -> method.isAnnotatedWith(Initializer.class)))
                                .map(JavaClass::getName)
                                .toList())
                .contains(ColonyPermissions.class.getName());
    }

    private static List<String> listed(Class<? extends Annotation> annotation) throws IOException {
        try (InputStream index = Objects.requireNonNull(JenkinsFacade.class
                .getClassLoader()
                .getResourceAsStream("META-INF/services/annotations/" + annotation.getName()))) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void noSymbolIsUsedTwice() {
        assertThat(ArchitectureRules.productClasses("io.jenkins.plugins.colony").stream()
                        .filter(type -> type.isAnnotatedWith(Symbol.class))
                        .flatMap(type ->
                                List.of(type.getAnnotationOfType(Symbol.class).value()).stream()))
                .doesNotHaveDuplicates()
                .contains("colony");
    }

    private static List<String> annotated(Class<? extends Annotation> annotation) {
        return ArchitectureRules.productClasses("io.jenkins.plugins.colony").stream()
                .filter(type -> type.isAnnotatedWith(annotation))
                .map(JavaClass::getName)
                .toList();
    }
}
