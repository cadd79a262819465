package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.agent.claude.ClaudeDialect;
import io.colony.engine.agent.codex.CodexDialect;
import io.colony.engine.agent.command.CommandDialect;
import io.colony.engine.agent.gemini.GeminiDialect;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.LineListener.Stream;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Last words that a tool wrote to the output of its agent program, and what may be believed of them: a tool runs as the
 * same user, can open {@code /proc/PID/fd/1} of its parent and send it any signal.
 */
class LastWordsTest {
    private static final Dialect CLAUDE = new ClaudeDialect(Optional.empty());
    private static final Dialect CODEX = new CodexDialect(Optional.of("gpt-5-codex"));
    private static final Dialect GEMINI = new GeminiDialect(Optional.empty());
    private static final Dialect COMMAND = new CommandDialect();

    private static final String CLAUDE_WORKS = """
            {"type":"assistant","message":{"id":"m1","model":"claude-sonnet-4-5","content":[{"type":"tool_use","id":"t1",\
            "name":"Bash","input":{}}],"usage":{"input_tokens":900000,"cache_read_input_tokens":5000}}}""";
    private static final String CLAUDE_TOOL_ENDED = """
            {"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t1","content":"ok"}]}}""";
    private static final String CLAUDE_LIMIT = """
            {"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1767700800}}""";
    private static final String CLAUDE_REFUSED = """
            {"type":"result","subtype":"success","is_error":true,"api_error_status":429,"total_cost_usd":0,"modelUsage":{}}""";
    private static final String CLAUDE_REFUSED_WITH_TOKENS = """
            {"type":"result","subtype":"success","is_error":true,"api_error_status":429,"total_cost_usd":0,\
            "modelUsage":{"claude-sonnet-4-5":{"inputTokens":900000,"cacheReadInputTokens":9000,"outputTokens":1}}}""";
    private static final String CLAUDE_DONE = """
            {"type":"result","subtype":"success","is_error":false,"result":"{}","total_cost_usd":0,\
            "modelUsage":{"claude-sonnet-4-5":{"inputTokens":900000,"cacheReadInputTokens":9000,"outputTokens":1}}}""";
    private static final String GEMINI_WORKS = """
            {"type":"tool_use","tool_id":"t1","tool_name":"run_shell_command","parameters":{}}""";
    private static final String GEMINI_REFUSED = """
            {"type":"result","status":"error","error":{"type":"unknown","message":"[API Error: {\\"error\\":{\\"code\\":%d}}]"},\
            "stats":{"total_tokens":1,"input_tokens":1,"models":{"gemini-2.5-flash":{"total_tokens":1}}}}""";
    private static final String CODEX_WORKS = """
            {"type":"item.completed","item":{"id":"i1","type":"command_execution","status":"completed"}}""";
    private static final String CODEX_DONE = """
            {"type":"turn.completed","usage":{"input_tokens":1,"output_tokens":1}}""";

    @Test
    void aRefusalOfAProgramThatWasKilledIsNoRefusalAndNoStatementOfWhatItCost() {
        AgentResult result = play(CLAUDE, 137, CLAUDE_WORKS, CLAUDE_LIMIT, CLAUDE_REFUSED);

        assertThat(result.end()).isEqualTo(End.KILLED);
        assertThat(result.message()).contains("code 137").contains("It reported an error");
        assertThat(result.usageFinal()).isFalse();
        assertThat(result.pause()).isEqualTo(ProviderPause.UNKNOWN);
        assertThat(result.trace().worked()).isTrue();
        assertThat(result.trace().seen())
                .containsExactly(Map.entry("claude-sonnet-4-5", new Tokens(900_000, 0, 5_000, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 134, 137, 139, 143, 144, 159})
    void whatAKilledProgramStatedIsNotFinal(int exit) {
        assertThat(play(CLAUDE, exit, CLAUDE_WORKS, CLAUDE_TOOL_ENDED, CLAUDE_DONE))
                .satisfies(result -> assertThat(result.end()).isEqualTo(End.KILLED))
                .satisfies(result -> assertThat(result.usageFinal()).isFalse());
        assertThat(play(CODEX, exit, CODEX_WORKS, CODEX_DONE).usageFinal()).isFalse();
        assertThat(play(GEMINI, exit, GEMINI_WORKS, GEMINI_REFUSED.formatted(429)))
                .satisfies(result -> assertThat(result.end()).isEqualTo(End.KILLED))
                .satisfies(result -> assertThat(result.usageFinal()).isFalse());
        assertThat(play(
                                COMMAND,
                                exit,
                                "{\"type\":\"usage\",\"cost_usd\":\"0\"}",
                                "{\"type\":\"error\",\"class\":\"provider\",\"message\":\"429\"}")
                        .usageFinal())
                .isFalse();
    }

    /** It exits with the status modulo 256, which is no signal of anybody's before a tool has run. */
    @Test
    void anHttpStatusOfGeminisIsNoSignal() {
        AgentResult atOnce = play(GEMINI, 144, GEMINI_REFUSED.formatted(400));

        assertThat(atOnce.end()).isEqualTo(End.FAILED);
        assertThat(atOnce.usageFinal()).isTrue();
    }

    /** SIGINT ends Claude Code with 0, TERM Gemini CLI: neither ends so where it reports a failure. */
    @Test
    void aFailureWithExitCodeZeroIsNoStatementOfWhatItCost() {
        assertThat(play(CLAUDE, 0, CLAUDE_WORKS, CLAUDE_TOOL_ENDED, CLAUDE_REFUSED_WITH_TOKENS)
                        .usageFinal())
                .isFalse();
        assertThat(play(CLAUDE, 1, CLAUDE_WORKS, CLAUDE_TOOL_ENDED, CLAUDE_REFUSED_WITH_TOKENS)
                        .usageFinal())
                .isTrue();
    }

    @Test
    void aLastWordWithinAToolCallIsNoStatementOfWhatItCost() {
        assertThat(play(CLAUDE, 0, CLAUDE_WORKS, CLAUDE_DONE).usageFinal()).isFalse();
        assertThat(play(CLAUDE, 0, CLAUDE_WORKS, CLAUDE_TOOL_ENDED, CLAUDE_DONE).usageFinal())
                .isTrue();
    }

    @Test
    void aStatementOfFewerTokensThanItNamedBeforeIsNotFinal() {
        assertThat(play(CLAUDE, 1, CLAUDE_WORKS, CLAUDE_TOOL_ENDED, CLAUDE_REFUSED)
                        .usageFinal())
                .isFalse();
    }

    @Test
    void whoIsRefusedAtOnceHasNotWorkedThoughTheProgramSaysSoInAMessage() {
        AgentResult result =
                Recording.named("claude-2.1.197-http429now").play(false).result();

        assertThat(result.end()).isEqualTo(End.PROVIDER_LIMIT);
        assertThat(result.trace().worked()).isFalse();
        assertThat(result.trace().seen()).isEmpty();
    }

    @Test
    void aModelsNameWithoutEndIsNoModel() {
        String name = "[".repeat(1_000_000);
        AgentResult result = play(
                CLAUDE,
                1,
                "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"modelUsage\":{\"" + name + "\":{}}}");

        assertThat(result.usage().model()).isEmpty();
    }

    private static AgentResult play(Dialect dialect, int exit, String... lines) {
        List<AgentEvent> events = new ArrayList<>();
        AgentLimits limits = new AgentLimits(
                Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(30), 200, 1 << 20, Usd.of("2"));
        Conversation conversation =
                new Conversation(dialect.reader(), limits, Redactor.NONE, events::add, new StopSignal());
        for (String line : lines) {
            conversation.line(Stream.STDOUT, line, false);
        }
        ProcessEnd end = new ProcessEnd(
                ProcessEnd.Reason.EXITED,
                OptionalInt.of(exit),
                Duration.ofSeconds(1),
                List.of(),
                "It exited with code " + exit + ".");
        return new Judgement(conversation, end, new StopSignal(), dialect).result();
    }
}
