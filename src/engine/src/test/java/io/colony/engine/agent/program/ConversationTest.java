package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.LineListener.Stream;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ConversationTest {
    private static final AgentLimits LIMITS = new AgentLimits(
            Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(30), 200, 1 << 20, Usd.of("2"));

    private final List<AgentEvent> events = new CopyOnWriteArrayList<>();

    @Test
    @Timeout(60)
    void isClosedWhileALineIsStillBeingReadWhichThenSaysNothingMore() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        StreamReader slow = line -> {
            reading.countDown();
            awaited(release);
            return List.of(new StreamLine.Happened(new AgentEvent.Text(line)));
        };
        Conversation conversation = new Conversation(slow, LIMITS, Redactor.NONE, events::add, new StopSignal());
        Thread pump = Thread.ofVirtual().start(() -> conversation.line(Stream.STDOUT, "late", false));
        reading.await();

        conversation.close();
        assertThat(conversation.spoke()).isFalse();
        release.countDown();
        pump.join();
        conversation.line(Stream.STDERR, "later", false);

        assertThat(events).isEmpty();
        assertThat(conversation.spoke()).isFalse();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
