package io.colony.engine.forge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSlugTest {
    @ParameterizedTest
    @ValueSource(strings = {"acme/app", "a/b.c", "A_1/x-y"})
    void namesADirectoryTwoBelowTheRoot(String slug) {
        assertThat(LocalSlug.directory(slug)).isEqualTo(Path.of(slug + ".git"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "a/b/c",
                "../x",
                "acme/..",
                "./x",
                "/x",
                "acme/",
                "-a/b",
                "a/-b",
                "a/b.git",
                "a/b.lock",
                "a/b c",
                "a/b\n",
                "a\\b/c",
                ".importing-1/x"
            })
    void refusesNamesThatCouldLeadElsewhere(String slug) {
        assertThatThrownBy(() -> LocalSlug.directory(slug))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("owner/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"colony/12-ab12", "main", "a.b/c_d"})
    void takesPlainBranches(String branch) {
        assertThat(LocalSlug.isBranch(branch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "a..b",
                "a//b",
                "a/.b",
                "a/",
                "a.",
                "a.lock",
                "a.lock/b",
                "a b",
                "a:b",
                "a~1",
                "a^",
                "@{-1}",
                "+a",
                "a*"
            })
    void refusesBranchesThatGitReadsOtherwise(String branch) {
        assertThat(LocalSlug.isBranch(branch)).isFalse();
    }
}
