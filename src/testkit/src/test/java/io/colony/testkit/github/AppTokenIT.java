package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.testkit.github.Client.Reply;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.Installation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppTokenIT extends WithGitHub {
    static String jwt(App app, PrivateKey key, Instant now, Duration life) throws GeneralSecurityException {
        String head = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        String claims = encoded("{\"iss\":\"" + app.id() + "\",\"iat\":" + (now.getEpochSecond() - 60) + ",\"exp\":"
                + now.plus(life).getEpochSecond() + "}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return head + "." + claims + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    @Test
    void anAppGetsATokenThatHoldsForAnHourAndMayDoWhatItWasGiven() throws Exception {
        KeyPair keys = keys();
        App app =
                github.addApp(shop.owner(), "colony", keys.getPublic(), Map.of("issues", "write", "contents", "read"));
        Installation installation = github.install(app, shop.owner(), shop);
        String path = "/app/installations/" + installation.id() + "/access_tokens";
        JsonNode made;
        try (Client asApp = new Client(github, jwt(app, keys.getPrivate(), clock.instant(), Duration.ofMinutes(10)))) {
            assertThat(asApp.get(REPO + "/installation").body().path("id").asLong())
                    .isEqualTo(installation.id());
            Reply reply = asApp.post(path, "{}");
            assertThat(reply.status()).isEqualTo(201);
            made = reply.body();
            assertThat(asApp.get(REPO).status()).isEqualTo(401);
        }
        try (Client bot = new Client(github, made.path("token").asText())) {
            Reply issue = bot.post(REPO + "/issues", "{'title':'From a bot','labels':['x']}");
            assertThat(issue.body().path("user").path("login").asText()).isEqualTo("colony[bot]");
            assertThat(issue.body().path("user").path("type").asText()).isEqualTo("Bot");
            Reply refused = bot.post(REPO + "/statuses/" + shop.tip("main").orElseThrow(), "{'state':'success'}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.message()).isEqualTo("Resource not accessible by integration");
            assertThat(bot.get("/user").status()).isEqualTo(403);
            clock.set(Instant.parse(made.path("expires_at").asText()));
            assertThat(bot.get(REPO).message()).isEqualTo("Bad credentials");
        }
    }

    @Test
    void aTokenThatIsForgedOrTooLongIsRefused() throws Exception {
        KeyPair keys = keys();
        App app = github.addApp(shop.owner(), "colony", keys.getPublic(), Map.of());
        try (Client forged = new Client(github, jwt(app, keys().getPrivate(), clock.instant(), Duration.ofMinutes(5)));
                Client tooLong =
                        new Client(github, jwt(app, keys.getPrivate(), clock.instant(), Duration.ofMinutes(11)));
                Client over = new Client(github, jwt(app, keys.getPrivate(), clock.instant(), Duration.ZERO))) {
            assertThat(forged.get("/app").message()).isEqualTo("A JSON web token could not be decoded");
            assertThat(tooLong.get("/app").message()).contains("too far in the future");
            assertThat(over.get("/app").status()).isEqualTo(401);
        }
    }
}
