package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentType;
import io.colony.engine.agent.UsageReporting;
import io.colony.engine.agent.claude.ClaudeDialect;
import io.colony.engine.agent.codex.CodexDialect;
import io.colony.engine.agent.gemini.GeminiDialect;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {
    private static final String PROMPT = "--model evil; $(touch x)";
    private static final AgentLimits LIMITS = new AgentLimits(
            Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(30), 17, 1 << 20, Usd.of("1.25"));

    private final ClaudeDialect claude = new ClaudeDialect(Optional.of("some-model"));
    private final CodexDialect codex = new CodexDialect(Optional.of("some-model"));
    private final GeminiDialect gemini = new GeminiDialect(Optional.of("some-model"));

    static Stream<Dialect> dialects() {
        return Stream.of(
                new ClaudeDialect(Optional.empty()),
                new CodexDialect(Optional.empty()),
                new GeminiDialect(Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void thePromptGoesToStandardInputAndNowhereElse(Dialect dialect) {
        AgentRequest request = request("develop");

        assertThat(dialect.input(request)).isEqualTo(PROMPT);
        assertThat(dialect.arguments(request)).noneMatch(word -> word.contains("evil"));
        assertThat(dialect.homeFiles(request).values()).noneMatch(text -> text.contains("evil"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze", "plan", "review", "merge", "anything"})
    void onlyABuilderMayWrite(String stage) {
        assertThat(claude.arguments(request(stage)))
                .containsSequence("--tools", "Read,Glob,Grep")
                .noneMatch(word -> word.contains("Bash") || word.contains("Write") || word.contains("Edit"));
        assertThat(codex.arguments(request(stage))).containsSequence("-s", "read-only");
        assertThat(gemini.arguments(request(stage))).containsSequence("--approval-mode", "default");
    }

    @Test
    void aBuilderWritesInItsDirectory() {
        assertThat(claude.arguments(request("develop"))).containsSequence("--permission-mode", "acceptEdits");
        assertThat(codex.arguments(request("develop"))).containsSequence("-s", "workspace-write");
        assertThat(gemini.arguments(request("develop"))).containsSequence("--approval-mode", "yolo");
    }

    @Test
    void theRepositorysOwnSettingsDoNotApply() {
        assertThat(claude.arguments(request("develop")))
                .containsSequence("--setting-sources", "", "--strict-mcp-config")
                .doesNotContain("--bare", "--safe-mode", "--resume", "--continue");
        assertThat(codex.arguments(request("develop")))
                .doesNotContain("--trust", "resume", "--dangerously-bypass-approvals-and-sandbox");
        assertThat(gemini.arguments(request("develop"))).contains("--skip-trust");
        assertThat(gemini.environment()).doesNotContainKey("GEMINI_CLI_TRUST_WORKSPACE");
    }

    @Test
    void turnsAndMoneyAreBoundedByTheProgramWhereItCan() throws Exception {
        assertThat(claude.arguments(request("develop")))
                .containsSequence("--max-turns", "17")
                .containsSequence("--max-budget-usd", "1.250000");
        JsonNode settings =
                new ObjectMapper().readTree(gemini.homeFiles(request("develop")).get(".gemini/settings.json"));
        assertThat(settings.path("model").path("maxSessionTurns").asInt()).isEqualTo(17);
    }

    @Test
    void theModelIsTheOneThatWasConfigured() {
        assertThat(claude.arguments(request("develop"))).containsSequence("--model", "some-model");
        assertThat(codex.arguments(request("develop"))).containsSequence("-m", "some-model");
        assertThat(gemini.arguments(request("develop"))).containsSequence("-m", "some-model");
    }

    @Test
    void nothingCallsHome() {
        assertThat(claude.environment())
                .containsEntry("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")
                .containsEntry("DISABLE_TELEMETRY", "1")
                .containsEntry("DISABLE_AUTOUPDATER", "1");
        assertThat(codex.arguments(request("develop"))).contains("analytics.enabled=false");
        assertThat(gemini.homeFiles(request("develop")).get(".gemini/settings.json"))
                .contains("\"usageStatisticsEnabled\" : false", "\"disableAutoUpdate\" : true");
    }

    @Test
    void whoKnowsItsUsageOnlyAtTheEndSaysSo() {
        assertThat(AgentType.CLAUDE_CODE.usage()).isEqualTo(UsageReporting.LIVE);
        assertThat(AgentType.CODEX.usage()).isEqualTo(UsageReporting.AT_END);
        assertThat(AgentType.GEMINI.usage()).isEqualTo(UsageReporting.AT_END);
    }

    @Test
    void aTurnLimitOfOursEndsWhatCountsNoTurnsItself() {
        Recording.Played played = Recording.named("codex-0.169.0-three")
                .play(
                        new CodexDialect(Optional.empty()),
                        new AgentLimits(
                                Duration.ofHours(2),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(30),
                                2,
                                1 << 20,
                                Usd.of("2")),
                        new StopSignal());

        assertThat(played.result().end()).isEqualTo(End.LIMIT_REACHED);
    }

    @Test
    void whatWasHandedInIsKeptThoughItCostMoreThanItMay() {
        AgentLimits poor = new AgentLimits(
                Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(30), 17, 1 << 20, Usd.of("0.01"));

        Recording.Played played = Recording.named("claude-2.1.197-tool").play(claude, poor, new StopSignal());

        assertThat(played.result().end()).isEqualTo(End.COMPLETED);
        assertThat(played.result().usage().costUsd()).hasValue(Usd.of("0.02295"));
        assertThat(played.result().usageFinal()).isTrue();
    }

    private static AgentRequest request(String stage) {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        return new AgentRequest(
                stage, PROMPT, nothing, nothing, Path.of("/workspace"), Path.of("/home/agent"), Map.of(), LIMITS);
    }
}
