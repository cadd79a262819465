package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    private static final Call WRITE = Call.write("POST", Scripted.API.at("/repos/a/b/issues"), Optional.of("{}"));

    private final Scripted github = new Scripted();

    @Test
    void sendsTheTokenAndTheVersionThatItWasWrittenFor() {
        github.then(200, "{}").wire().exchange(Scripted.get("/user"));

        assertThat(github.headers.getFirst())
                .containsEntry("Authorization", "Bearer " + Scripted.TOKEN)
                .containsEntry("X-GitHub-Api-Version", "2022-11-28");
    }

    @Test
    void asksByEtagAndAnswersFromMemoryWhereNothingHasChanged() {
        Wire wire = github.then(200, "[1]", "ETag", "W/\"a\"")
                .then(304, "")
                .then(200, "[2]", "ETag", "W/\"b\"")
                .wire();

        Answer first = wire.exchange(Scripted.get("/x"));
        Answer second = wire.exchange(Scripted.get("/x"));
        Answer third = wire.exchange(Scripted.get("/x"));

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.kept()).isTrue();
        assertThat(third.body()).isEqualTo("[2]");
        assertThat(github.headers.get(0)).doesNotContainKey("If-None-Match");
        assertThat(github.headers.get(1)).containsEntry("If-None-Match", "W/\"a\"");
        assertThat(wire.usage().requests()).isEqualTo(3);
        assertThat(wire.usage().notModified()).isEqualTo(1);
    }

    @Test
    void givesA304ToWhoeverKeepsAnEtagItself() {
        Wire wire = github.then(304, "").wire();
        Call call = new Call("GET", Scripted.API.at("/x"), Optional.empty(), Lane.READ, true, Optional.of("\"mine\""));

        assertThat(wire.exchange(call).status()).isEqualTo(304);
        assertThat(github.headers.getFirst()).containsEntry("If-None-Match", "\"mine\"");
    }

    @Test
    void asksAgainWhereTheWayFailed() {
        Wire wire = github.thenFails("reset").then(502, "").then(200, "{}").wire();

        assertThat(wire.exchange(Scripted.get("/x")).status()).isEqualTo(200);
        assertThat(github.pauses)
                .hasSize(2)
                .allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void givesUpAfterThreeTries() {
        Wire wire = github.then(500, "")
                .then(503, "")
                .then(502, "{\"message\":\"Server Error\"}")
                .wire();

        assertThatThrownBy(() -> wire.exchange(Scripted.get("/x")))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isTrue())
                .hasMessageContaining("502: Server Error");
    }

    @Test
    void asksNoSecondTimeForWhatIsTooLong() {
        Wire wire = github.thenFails(new AnswerTooLong(5)).wire();

        assertThatThrownBy(() -> wire.exchange(Scripted.get("/x")))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("longer than 5 bytes");
        assertThat(github.asked).hasSize(1);
    }

    @Test
    void neverWritesTwice() {
        assertThatThrownBy(() -> github.then(502, "").wire().exchange(WRITE)).isInstanceOf(ForgeException.class);
        assertThatThrownBy(() -> github.thenFails("reset").wire().exchange(WRITE))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("reset");
        assertThat(github.asked).hasSize(2);
        assertThat(github.pauses).isEmpty();
    }

    @Test
    void repeatsWhatSaysWhatIsToBe() {
        Call settle = Call.settle("PATCH", Scripted.get("/x").uri(), "{\"state\":\"closed\"}");
        Wire wire = github.thenFails("reset").then(502, "").then(200, "{}").wire();

        assertThat(wire.exchange(settle).status()).isEqualTo(200);
        assertThat(github.asked).hasSize(3);
        assertThat(github.pauses).hasSize(2);
    }

    @Test
    void asksOnceMoreWithANewTokenWhereTheOldOneIsRefused() {
        TokenSource renewing = new TokenSource() {
            private Secret token = Secret.of("old");

            @Override
            public Secret current() {
                return token;
            }

            @Override
            public boolean renewed(Secret refused) {
                token = Secret.of("new");
                return true;
            }

            @Override
            public String cure() {
                return "Look at the installation";
            }
        };
        Wire wire = github.then(401, "{}")
                .then(201, "{}")
                .then(401, "{}")
                .then(401, "{}")
                .wire(renewing);

        assertThat(wire.exchange(WRITE).status()).isEqualTo(201);
        assertThat(github.headers.get(1)).containsEntry("Authorization", "Bearer new");
        assertThatThrownBy(() -> wire.exchange(WRITE))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("Look at the installation");
    }

    @Test
    void namesThePermissionThatIsMissing() {
        Wire wire = github.then(
                        403,
                        "{\"message\":\"Resource not accessible by integration\"}",
                        "x-accepted-github-permissions",
                        "issues=write")
                .wire();

        assertThatThrownBy(() -> wire.exchange(WRITE))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("Resource not accessible by integration")
                .hasMessageContaining("issues=write")
                .hasMessageNotContaining(Scripted.TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"404", "405", "409", "410", "422"})
    void leavesToTheCallerWhatItMayDecideOn(int status) {
        assertThat(github.then(status, "{}").wire().exchange(WRITE).status()).isEqualTo(status);
    }

    @Test
    void followsARenameOnTheSameHostAndKeepsItInMemory() {
        Wire wire = github.then(301, "", "Location", "https://api.github.com/repositories/7")
                .then(200, "{}", "ETag", "\"a\"")
                .wire();

        assertThat(wire.exchange(Scripted.get("/repos/a/old")).status()).isEqualTo(200);
        assertThat(github.asked.get(1).uri()).isEqualTo(URI.create("https://api.github.com/repositories/7"));
    }

    @Test
    void writesToWhereA307Leads() {
        Wire wire = github.then(307, "", "Location", "/repositories/7/issues")
                .then(201, "{}")
                .wire();

        assertThat(wire.exchange(WRITE).status()).isEqualTo(201);
        assertThat(github.asked.get(1).method()).isEqualTo("POST");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example/x", "http://api.github.com/x", "https://api.github.com:8443/x"})
    void takesItsTokenToNoOtherHost(String elsewhere) {
        Wire wire = github.then(302, "", "Location", elsewhere).wire();

        assertThatThrownBy(() -> wire.exchange(Scripted.get("/x"))).hasMessageContaining("another host");
        assertThatThrownBy(() -> wire.exchange(Call.get(URI.create(elsewhere), Lane.READ)))
                .hasMessageContaining("another host");
        assertThat(github.asked).hasSize(1);
    }
}
