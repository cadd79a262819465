package io.colony.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @ParameterizedTest
    @CsvSource({"Basic", "basic", "BASIC"})
    void aNameEndsAtTheFirstColon(String scheme) {
        assertThat(Credentials.of(scheme + " " + base64("ann:a:b c"))).isEqualTo(new Credentials.Basic("ann", "a:b c"));
        assertThat(Credentials.of(scheme + "  " + base64("ann:pässword") + " "))
                .isEqualTo(new Credentials.Basic("ann", "pässword"));
    }

    @Test
    void aTokenComesAlone() {
        assertThat(Credentials.of("Bearer colony_A-b_9")).isEqualTo(new Credentials.Bearer("colony_A-b_9"));
        assertThat(Credentials.of("bearer x")).isEqualTo(new Credentials.Bearer("x"));
    }

    @Test
    void noTextShowsTheSecret() {
        assertThat(Credentials.of("Basic " + base64("ann:hunter2")).toString()).doesNotContain("hunter2", "ann");
        assertThat(Credentials.of("Bearer hunter2").toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Basic",
                "Basic ",
                "Basic:YTpi",
                "Basic YTpi YTpi",
                "Basic YTpi, Bearer x",
                "Basic %%%",
                "Basic YTp",
                "Basic YTpi=",
                "Basic =",
                "Basic YQ==",
                "Basic Og==",
                "Basic OmI=",
                "Basic YTo=",
                "Basic gIA6gA==",
                "Basic YQA6Yg==",
                "Basic YTpiCg==",
                "Bearer",
                "Bearer a b",
                "Bearer \u00e4",
                "Bearer a\tb",
                "Digest username=\"ann\"",
                "Negotiate YTpi",
                "Token x",
                "YTpi"
            })
    void whatCannotBeReadIsNobody(String header) {
        assertThat(Credentials.of(header)).isEqualTo(new Credentials.Unreadable());
    }

    @Test
    void whatIsEndlessIsNobody() {
        assertThat(Credentials.of("Basic " + base64("ann:" + "x".repeat(2_000))))
                .isEqualTo(new Credentials.Unreadable());
        assertThat(Credentials.of("Bearer " + "x".repeat(5_000))).isEqualTo(new Credentials.Unreadable());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
