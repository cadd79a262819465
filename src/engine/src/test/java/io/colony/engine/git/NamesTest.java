package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class NamesTest {
    private static final List<String> UNSAFE = List.of(
            "",
            "/",
            "/etc/passwd",
            "..",
            "../a",
            "a/../b",
            "a/..",
            ".",
            "./a",
            "a/./b",
            "a//b",
            "a/",
            "a\\b",
            "..\\a",
            "C:/a",
            "c:a",
            "a\0b",
            "a\nb",
            "a\u007fb",
            ".git",
            ".git/config",
            "a/.git/hooks/x",
            ".GIT/config",
            ".Git",
            ".git./config",
            ".git /config",
            ".git...",
            "git~1/config",
            "GIT~1",
            ".git::$INDEX_ALLOCATION/config",
            ".g\u200cit/config",
            "\ufeff.git/config",
            "x".repeat(5000));
    private static final List<String> SAFE = List.of(
            "a",
            "a/b.txt",
            ".gitignore",
            ".github/workflows/x.yml",
            "a b",
            "-rf",
            "...",
            "..a",
            "a..b",
            "ü/日本.txt",
            ":x");

    @Test
    void tellsSafePathsFromUnsafeOnes() {
        assertThat(UNSAFE)
                .allSatisfy(path -> assertThat(Names.isSafePath(path)).as(path).isFalse());
        assertThat(SAFE)
                .allSatisfy(path -> assertThat(Names.isSafePath(path)).as(path).isTrue());
    }

    @Property(tries = 2000)
    void aSafePathNeverLeavesItsRootOrEntersGit(@ForAll("paths") String path) {
        if (Names.isSafePath(path)) {
            Path root = Path.of("/root/of/repository");
            Path resolved = root.resolve(path).normalize();
            assertThat(resolved.startsWith(root)).isTrue();
            assertThat(resolved).isNotEqualTo(root);
            assertThat(root.relativize(resolved).toString()).isEqualTo(path).doesNotMatch("(?i)(.*/)?\\.git(/.*)?");
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b.txt", ".", "..", "/", "//", ".git", ".GIT", "\\", "\0", "~", " ", "x")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Test
    void refusesAddressesThatRunProgramsOrHoldPasswords() {
        for (String bad : List.of(
                "ext::sh -c touch% /tmp/x",
                "-uploadpack=x",
                "--upload-pack=touch",
                "http://host/x",
                "http://127.0.0.1.evil.example/x",
                "http://127.0.0.1@evil.example/x",
                "http://localhost:80@evil.example/x",
                "git://host/x",
                "fd::7",
                "relative/path",
                "https://host/\nx",
                "")) {
            assertThatThrownBy(() -> Names.cloneUrl(bad)).as(bad).isInstanceOf(GitException.class);
        }
        assertThatThrownBy(() -> Names.cloneUrl("https://x-token:s3cr3t@host/a/b.git"))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("holds a password")
                .hasMessageNotContaining("s3cr3t");
        for (String good : List.of(
                "https://host/a/b.git",
                "http://127.0.0.1:8080/a/b.git",
                "http://localhost/a/b.git",
                "ssh://git@host/a/b.git",
                "git@host:a/b.git",
                "/srv/a.git",
                "file:///srv/a.git")) {
            assertThatCode(() -> Names.cloneUrl(good)).as(good).doesNotThrowAnyException();
        }
    }

    @Test
    void refusesBranchesThatGitRefuses() {
        for (String bad : List.of(
                "", "-x", "a..b", "a/", "/a", "a//b", ".a", "a/.b", "a.lock", "a b", "a~1", "a^", "a:b", "a?", "a*",
                "a[", "a\\b", "@", "a@{b", "a.", "a\nb")) {
            assertThatThrownBy(() -> Names.branch(bad)).as(bad).isInstanceOf(GitException.class);
        }
        assertThat(Names.branch("colony/issue-7-x1")).isEqualTo("colony/issue-7-x1");
    }

    @Test
    void refusesRepositoriesAndWorkspacesThatLeadElsewhere() {
        for (String bad : List.of("a", "a/b/c", "../b", "a/..", "a/.git", "-a/b", "/a/b", "a/b\n", "a /b")) {
            assertThatThrownBy(() -> Names.repository(bad)).as(bad).isInstanceOf(GitException.class);
        }
        assertThat(Names.repository("Acme_1/app.js")).isEqualTo("Acme_1/app.js");
        assertThatThrownBy(() -> Names.sha("HEAD")).isInstanceOf(GitException.class);
        assertThatThrownBy(() -> Names.sha("A".repeat(40))).isInstanceOf(GitException.class);
    }
}
