package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secrets here are put together at run time, so that no scanner takes this file for a leak. */
final class SecretScanTest {
    private static final String RANDOM = "q7Xv2Lk9Tz4Wm8Rb1Yn6Hc3Jd5Gf0PsA";

    @Test
    void recognisesWellKnownFormats() {
        expect("a GitHub token", "ghp_" + RANDOM + "abcd");
        expect("a GitHub token", "github_pat_" + RANDOM + "_" + RANDOM);
        expect("a GitLab token", "glpat-" + RANDOM.substring(0, 20));
        expect("an AWS access key", "AKIA" + "Q7XV2LK5TZ4WM3RB");
        expect("a Slack token", "xoxb-" + "123456789012-" + RANDOM);
        expect("a Slack web hook", "https://hooks.slack.com/services/T00/B00/" + RANDOM);
        expect("a Google API key", "AIza" + RANDOM + "xyz");
        expect("an Anthropic key", "sk-ant-" + "api03-" + RANDOM);
        expect("an OpenAI key", "sk-" + RANDOM + RANDOM);
        expect("an OpenAI key", "sk-proj-" + RANDOM + RANDOM);
        expect("a Stripe key", "sk_live_" + RANDOM);
        expect("an npm token", "npm_" + RANDOM + "abcd");
        expect("a private key", "-----BEGIN " + "RSA PRIVATE KEY-----");
        expect("a private key", "-----BEGIN " + "PRIVATE KEY-----");
        expect("a private key", "-----BEGIN " + "OPENSSH PRIVATE KEY-----");
        expect("a JSON web token", "eyJ" + "hbGciOiJIUzI1" + ".eyJ" + "zdWIiOiIxMjM0" + "." + RANDOM);
        expect("a password in an address", "postgres://app:" + RANDOM + "@db/x");
    }

    private static void expect(String kind, String secret) {
        for (String line : List.of(secret, "x = \"" + secret + "\";", "  - " + secret + " # note")) {
            assertThat(SecretScan.find(line)).as(line).containsExactly(kind);
        }
    }

    @Test
    void recognisesRandomValuesGivenToSecrets() {
        for (String line : List.of(
                "password=" + RANDOM,
                "  \"apiKey\": \"" + RANDOM + "\",",
                "DB_PASSWORD: " + RANDOM,
                "client_secret := '" + RANDOM + "'",
                "private-key-id => " + RANDOM,
                "token = \"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"")) {
            assertThat(SecretScan.find(line)).as(line).containsExactly("a random value that is given to a secret");
        }
    }

    @Test
    void leavesHarmlessLinesAlone() {
        for (String line : List.of(
                "",
                "password = readPasswordFromConsole()",
                "String token = request.header(\"Authorization\");",
                "token: ${{ secrets.GITHUB_TOKEN }}",
                "password=changeme-changeme-changeme-1",
                "api_key = your_api_key_goes_here_123",
                "sha256: " + "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "secretsAreCheckedByTheGateAndNeverRepeated();",
                "https://example.org/a/b?c=d",
                "https://user@example.org/path",
                "-----BEGIN CERTIFICATE-----",
                "sk-learn is a library; task-management-of-everything",
                "tokenizer = AutoTokenizerFastImplementationFactory")) {
            assertThat(SecretScan.find(line)).as(line).isEmpty();
        }
    }

    @Test
    void recognisesAKeyWhateverStandsBeforeIt() {
        assertThat(SecretScan.find("x-sk-" + "a_b-" + RANDOM)).containsExactly("an OpenAI key");
        assertThat(SecretScan.find("sk-_-" + RANDOM)).containsExactly("an OpenAI key");
        assertThat(SecretScan.find("a-eyJx-" + "eyJ" + "hbGciOiJIUzI1" + ".eyJ" + "zdWIiOiIxMjM0" + "." + RANDOM))
                .containsExactly("a JSON web token");
    }

    /** Four megabytes are read of a change before it is pushed; each of these is one of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-",
                "sk-a_",
                "sk-proj-",
                "eyJ",
                "eyJ-",
                "eyJaaaaaaaa-",
                "eyJaaaaaaaa.",
                "ghp_",
                "glpat-",
                "AKIA",
                "xox",
                "AIza ",
                "npm_",
                "pypi",
                "-----BEGIN A ",
                "a://b:",
                "a.",
                "password",
                "pwd",
                "token      ",
                "token=a1",
                "-",
                "_"
            })
    void aMegabyteOfWhatSecretsBeginWithIsReadInTime(String prefix) {
        String line = prefix.repeat(1_000_000 / prefix.length());

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> SecretScan.find(line));
    }

    @Test
    void findsASecretAnywhereInAVeryLongLine() {
        String secret = "ghp_" + RANDOM + "abcd";
        for (int before : List.of(0, 3_590, 3_990, 3_999, 8_000, 100_000)) {
            assertThat(SecretScan.find("x ".repeat(before / 2) + secret + " y".repeat(5_000)))
                    .as("after %d", before)
                    .containsExactly("a GitHub token");
        }
    }
}
