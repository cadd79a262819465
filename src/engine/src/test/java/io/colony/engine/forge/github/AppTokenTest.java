package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AppTokenTest {
    private static final int PKCS8_HEADER = 26;
    private static KeyPair keys;

    private final Scripted github = new Scripted();

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @Test
    void signsWithAKeyAsGitHubGivesItAndWithItsOtherForm() throws Exception {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length);

        for (Secret pem : new Secret[] {pem("RSA PRIVATE KEY", pkcs1), pem("PRIVATE KEY", pkcs8)}) {
            String token =
                    new AppToken(4711, PrivateKeys.rsa(pem), github).current().reveal();
            String[] parts = token.split("\\.", -1);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

            assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2])))
                    .isTrue();
            long now = github.instant().getEpochSecond();
            assertThat(text(parts[0])).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
            assertThat(text(parts[1]))
                    .isEqualTo("{\"iat\":" + (now - 60) + ",\"exp\":" + (now + 540) + ",\"iss\":\"4711\"}");
        }
    }

    @Test
    void isMadeAnewBeforeItEnds() {
        AppToken app = app();
        Secret first = app.current();
        github.advance(Duration.ofMinutes(7));
        assertThat(app.current()).isEqualTo(first);

        github.advance(Duration.ofMinutes(1));

        assertThat(app.current()).isNotEqualTo(first);
    }

    @Test
    void saysNothingOfAKeyThatCannotBeUsed() {
        for (String bad : new String[] {
            "",
            "no key",
            "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0!\n-----END PRIVATE KEY-----"
        }) {
            assertThatThrownBy(() -> PrivateKeys.rsa(Secret.of(bad)))
                    .isInstanceOf(ForgeException.class)
                    .hasMessageContaining("github.app_key_file")
                    .hasMessageNotContaining("c2VjcmV0")
                    .hasNoCause();
        }
    }

    @Test
    void anInstallationsTokenIsFetchedAnewFiveMinutesBeforeItEnds() {
        InstallationToken token = installation(OptionalLong.empty());
        github.then(200, "{\"id\":12}")
                .then(201, "{\"token\":\"ghs_one\",\"expires_at\":\"2026-01-05T13:00:00Z\"}")
                .then(201, "{\"token\":\"ghs_two\",\"expires_at\":\"2026-01-05T14:00:00Z\"}");

        assertThat(token.current().reveal()).isEqualTo("ghs_one");
        github.advance(Duration.ofMinutes(54));
        assertThat(token.current().reveal()).isEqualTo("ghs_one");
        github.advance(Duration.ofMinutes(1));
        assertThat(token.current().reveal()).isEqualTo("ghs_two");

        assertThat(github.asked)
                .extracting(Call::shown)
                .containsExactly(
                        "GET /repos/acme/app/installation",
                        "POST /app/installations/12/access_tokens",
                        "POST /app/installations/12/access_tokens");
        assertThat(github.asked.get(1).body()).contains("{\"permissions\":{\"contents\":\"read\"}}");
    }

    @Test
    void aRefusedTokenIsFetchedAnewOnceHoweverManyWereRefused() {
        InstallationToken token = installation(OptionalLong.of(12));
        github.then(201, "{\"token\":\"ghs_one\",\"expires_at\":\"2026-01-05T13:00:00Z\"}")
                .then(201, "{\"token\":\"ghs_two\",\"expires_at\":\"2026-01-05T13:00:00Z\"}");
        Secret refused = token.current();

        assertThat(token.renewed(refused)).isTrue();
        assertThat(token.renewed(refused)).isTrue();

        assertThat(github.asked).hasSize(2);
    }

    @Test
    void saysWhereTheAppIsNotInstalled() {
        InstallationToken token = installation(OptionalLong.empty());
        github.then(404, "{\"message\":\"Not Found\"}");

        assertThatThrownBy(token::current)
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("not installed for acme/app");
    }

    private AppToken app() {
        return new AppToken(4711, keys.getPrivate(), github);
    }

    private InstallationToken installation(OptionalLong id) {
        return new InstallationToken(
                new Api(github.wire(app()), Lane.ACT), "acme/app", id, Map.of("contents", "read"), github);
    }

    private static Secret pem(String kind, byte[] bytes) {
        String base64 = Base64.getMimeEncoder().encodeToString(bytes);
        return Secret.of("-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
