package io.colony.engine.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import io.colony.engine.agent.program.StreamLine.Failed;
import io.colony.engine.agent.program.StreamLine.Happened;
import io.colony.engine.agent.program.StreamLine.Noise;
import io.colony.engine.agent.program.StreamLine.Used;
import io.colony.engine.ledger.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolReaderTest {
    private final ProtocolReader reader = new ProtocolReader();

    @Test
    void readsEveryLineOfTheProtocol() {
        assertThat(read("{'type':'started','detail':'d'}")).isEqualTo(new Happened(new AgentEvent.Started("d")));
        assertThat(read("{'type':'text','text':'t'}")).isEqualTo(new Happened(new AgentEvent.Text("t")));
        assertThat(read("{'type':'tool_started','id':'1','tool':'bash','input':'ls'}"))
                .isEqualTo(new Happened(new AgentEvent.ToolStarted("1", "bash", "ls")));
        assertThat(read("{'type':'tool_ended','id':1,'ok':true,'output':{'a':1}}"))
                .isEqualTo(new Happened(new AgentEvent.ToolEnded("1", true, "{\"a\":1}")));
        assertThat(read("{'type':'problem','message':'m'}")).isEqualTo(new Happened(new AgentEvent.Problem("m")));
        assertThat(read("{'type':'error','class':'provider','message':'m'}"))
                .isEqualTo(new Failed(ErrorClass.PROVIDER, "m", ProviderPause.UNKNOWN));
        assertThat(read("{'type':'error','message':'m'}"))
                .isEqualTo(new Failed(ErrorClass.CONTENT, "m", ProviderPause.UNKNOWN));
        assertThat(read("{'type':'result','document':{'x':1}}")).isInstanceOf(StreamLine.Ended.class);
    }

    @Test
    void readsWhenAProviderCanBeAskedAgainAndIgnoresWhatIsNoTime() {
        String error = "{'type':'error','class':'provider','message':'m',%s}";
        assertThat(pause(error.formatted("'resets_at':'2026-01-05T13:00:00+01:00'")))
                .isEqualTo(new ProviderPause(Optional.of(Instant.parse("2026-01-05T12:00:00Z")), Optional.empty()));
        assertThat(pause(error.formatted("'retry_after_seconds':90")))
                .isEqualTo(new ProviderPause(Optional.empty(), Optional.of(Duration.ofSeconds(90))));
        for (String wrong : List.of(
                "'resets_at':'soon'",
                "'resets_at':'+999999999-12-31T23:59:59Z'",
                "'retry_after_seconds':-1",
                "'retry_after_seconds':1e300",
                "'retry_after_seconds':99999999999",
                "'retry_after_seconds':'90'",
                "'resets_at':{}")) {
            assertThat(pause(error.formatted(wrong))).as(wrong).isEqualTo(ProviderPause.UNKNOWN);
        }
    }

    private ProviderPause pause(String line) {
        return ((Failed) read(line)).pause();
    }

    @Test
    void readsUsage() {
        assertThat(read(
                        "{'type':'usage','model':'m','turns':3,'input_tokens':1,'output_tokens':2,'cache_read_tokens':3,"
                                + "'cache_write_tokens':4,'cost_usd':'0.012'}"))
                .isEqualTo(
                        new Used(new AgentUsage(Optional.of("m"), 3, 1, 2, 3, 4, Optional.of(Usd.of("0.012"))), true));
        assertThat(read("{'type':'usage'}")).isEqualTo(new Used(AgentUsage.NONE, true));
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5", "1e-7,0.000001", "'\"2\"',2", "3,3"})
    void readsCostAsTextOrNumberWithoutFloatingPoint(String written, String expected) {
        assertThat(cost(written)).hasValue(Usd.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e999999999", "'1e999999999'", "'free'", "''", "null", "[1]", "'NaN'", "1e13"})
    void ignoresACostThatIsNone(String written) {
        assertThat(cost(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "building ...",
                "{",
                "{}",
                "[]",
                "null",
                "{'type':'heartbeat'}",
                "{'type':['started']}",
                "{'type':'text'} trailing",
                "{'type':'text','type':'result'}",
                "{'type':'result'}",
                "{'type':'result','document':'APPROVE'}",
                "{'type':'usage','turns':-1}",
                "{'type':'usage','turns':'3'}",
                "{'type':'usage','input_tokens':1.5}",
                "{'type':'usage','turns':99999999999}"
            })
    void takesEverythingElseForNoise(String line) {
        assertThat(read(line)).isEqualTo(new Noise());
    }

    @Test
    void survivesNestingWithoutEnd() {
        assertThat(reader.read("{\"type\":" + "[".repeat(100_000))).containsExactly(new Noise());
    }

    @Property(tries = 500)
    void neverThrows(@ForAll String text) {
        assertThat(reader.read(text)).isNotNull();
        assertThat(reader.read("{\"type\":\"text\",\"text\":" + text)).isNotNull();
    }

    private Optional<Usd> cost(String written) {
        return read("{'type':'usage','cost_usd':" + written + "}") instanceof Used used
                ? used.usage().costUsd()
                : Optional.empty();
    }

    private StreamLine read(String line) {
        List<StreamLine> lines = reader.read(line.replace('\'', '"'));
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
