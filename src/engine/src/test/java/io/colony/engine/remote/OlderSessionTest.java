package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentTrace;
import io.colony.engine.database.Json;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Sessions that were begun by the version before are taken up after an upgrade: their answers, as they were written then, lack
 * what has been added since.
 */
class OlderSessionTest {
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    private final AnsweringFiles files = new AnsweringFiles();

    @Test
    void aRunThatNothingWasSeenOfIsTakenUpWithItsDocumentAndCost() {
        files.answers.put("agent.run", """
                {"result":{"end":"COMPLETED","document":{"outcome":"done"},"usage":{"model":"m","turns":2,"inputTokens":10,\
                "outputTokens":20,"cacheReadTokens":30,"cacheWriteTokens":40,"cacheWrite1hTokens":0,"costUsd":{"amount":0.25}},\
                "usageFinal":true,"exitCode":0,"duration":12.5,"message":"It gave its result and exited with code 0.",\
                "pause":{"resetsAt":null,"retryAfter":null}}}""");

        AgentResult result = new RemoteBackend("model", files.client())
                .run(
                        new AgentRequest(
                                "develop",
                                "",
                                Json.object(),
                                Json.object(),
                                Path.of("/w"),
                                Path.of("/h"),
                                Map.of(),
                                AgentLimits.withCeiling(Usd.of("1"))),
                        event -> {},
                        new StopSignal());

        assertThat(result.trace()).isEqualTo(AgentTrace.NONE);
        assertThat(result.usage().costUsd()).contains(Usd.of("0.25"));
        assertThat(result.document().orElseThrow().path("outcome").asText()).isEqualTo("done");
    }

    @Test
    void aChangedFileWhoseContentHasNoNameIsNoReasonToFail() {
        files.answers.put("clone.changes", """
                {"result":{"base":"a","head":"b","files":[{"kind":"ADDED","path":"logo.png","oldPath":null,"mode":"100644",\
                "bytes":3,"binary":true}],"texts":{},"twins":{"others":{},"complete":true}}}""");

        ChangeSet change = asked(clone -> clone.changes("a", "b"));

        assertThat(change.files()).singleElement().satisfies(file -> {
            assertThat(file.binary()).isTrue();
            assertThat(file.blob()).isEmpty();
        });
    }

    @Test
    void whereNoHashCanBeAskedForTheFileIsBroughtAndHashedHere() {
        unknown("clone.sha256");
        files.answers.put(
                "clone.file",
                "{\"result\":\"" + Base64.getEncoder().encodeToString("1\n".getBytes(StandardCharsets.UTF_8)) + "\"}");

        Optional<String> hash = asked(clone -> clone.sha256(SHA, "a.txt"));
        assertThat(hash).contains("4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865");

        files.answers.put("clone.file", "{\"result\":null}");
        Optional<String> none = asked(clone -> clone.sha256(SHA, "b.txt"));
        assertThat(none).isEmpty();
    }

    /** In a session of this version. */
    @Test
    void whatCannotBeAskedOtherwiseIsTriedAgain() {
        unknown("clone.links");

        assertThatThrownBy(() -> asked(clone -> clone.links(SHA)))
                .isInstanceOf(HandsLost.class)
                .hasMessageContaining("of another version");
    }

    private void unknown(String op) {
        files.answers.put(op, """
                {"error":"known","message":"This session does not know '%s': it is of another version than whoever asks. \
                Restart what is older."}""".formatted(op));
    }

    private <T> T asked(Function<TrustedClone, T> question) {
        files.answers.put("clone.open", "{\"result\":\"/w/clone\"}");
        SessionClient session = files.client();
        return new RemoteClones(session, session, url -> Map.of()).with("acme/shop", "file:///shop", question);
    }
}
