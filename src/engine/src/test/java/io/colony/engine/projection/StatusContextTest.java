package io.colony.engine.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class StatusContextTest {
    @Test
    void ofTheDefaultBranchItIsThePlainName() {
        assertThat(named("trunk")).isEqualTo("colony/review");
    }

    @Test
    void anotherBranchStandsInIt() {
        assertThat(named("release/1.x")).isEqualTo("colony/review/release/1.x");
        assertThat(named("main")).isEqualTo("colony/review/main");
    }

    /** GitHub does not tell capitals from small letters in it; whoever may push could call a branch like a protected one. */
    @Test
    void noTwoBranchesShareOneWhereCaseDoesNotCount() {
        List<String> branches = List.of(
                "release/1.x",
                "Release/1.x",
                "RELEASE/1.X",
                "release/1_x",
                "release/1+x",
                "release/1#x",
                "a".repeat(200),
                "a".repeat(201),
                "\u00e4",
                "\u00fc");

        assertThat(branches.stream().map(StatusContextTest::named).map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThan(200).matches("[ -~]+"));
        assertThat(named("Release/1.x")).startsWith("colony/review/release/1.x#");
    }

    private static String named(String branch) {
        return StatusContext.of("colony/review", branch, "trunk");
    }
}
