package io.colony.testkit.github.hook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ColonyException;
import io.colony.testkit.github.fault.FaultPlan.Kind;
import io.colony.testkit.github.fault.Faults;
import io.colony.testkit.github.rest.Payloads;
import io.colony.testkit.github.world.Happening;
import io.colony.testkit.github.world.Hook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Sends what happened to whoever asked for it, one after the other. Safe for use by many threads. */
public final class Deliveries implements Happening.Witness, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Payloads payloads;
    private final Faults faults;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Delivery> log = new CopyOnWriteArrayList<>();
    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Sending> waiting = new ArrayDeque<>();
    private final List<Sending> late = new ArrayList<>();
    private final Thread pump;
    private boolean sending;
    private boolean closed;

    public Deliveries(Payloads payloads, Faults faults) {
        this.payloads = payloads;
        this.faults = faults;
        this.pump = Thread.ofVirtual().name("github-hooks").start(this::pump);
    }

    private record Sending(Hook hook, Delivery delivery) {}

    /** Whoever looks at what is sent. */
    @FunctionalInterface
    public interface Observer {
        void sends(String event, String action, ObjectNode payload);
    }

    public void observe(Observer observer) {
        observers.add(observer);
    }

    @Override
    public void saw(Happening happening) {
        for (Hook hook : happening.repo().hooks) {
            if (hook.wants(happening.event())) {
                ObjectNode payload = payloads.of(happening, hook);
                String action = happening.action().orElse("");
                observers.forEach(observer -> observer.sends(happening.event(), action, payload));
                String guid = UUID.randomUUID().toString();
                queue(new Sending(
                        hook,
                        new Delivery(
                                hook.id(), guid, happening.event(), action, payload.toString(), Optional.empty())));
            }
        }
    }

    private void queue(Sending one) {
        if (faults.strikes(Kind.HOOK_LOST)) {
            log.add(one.delivery());
            return;
        }
        lock.lock();
        try {
            if (faults.strikes(Kind.HOOK_LATE)) {
                late.add(one);
            } else {
                waiting.add(one);
                waiting.addAll(late);
                late.clear();
            }
            if (faults.strikes(Kind.HOOK_DOUBLED)) {
                waiting.add(one);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends one again, as a click on "Redeliver" does. */
    public void redeliver(Hook hook, Delivery delivery) {
        queue(new Sending(hook, delivery));
    }

    /** What was sent, in the order in which it was. */
    public List<Delivery> log() {
        return List.copyOf(log);
    }

    /**
     * Waits until all that happened so far was sent and answered.
     *
     * @throws ColonyException when that takes longer
     */
    public void awaitQuiet(Duration atMost) {
        lock.lock();
        try {
            waiting.addAll(late);
            late.clear();
            changed.signalAll();
            long left = atMost.toNanos();
            while (sending || !waiting.isEmpty()) {
                if (left <= 0) {
                    throw new ColonyException(
                            "After " + atMost + " there are still " + waiting.size() + " webhooks to be sent.");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void pump() {
        try {
            for (Optional<Sending> next = next(); next.isPresent(); next = next()) {
                log.add(sent(next.get()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Sending> next() throws InterruptedException {
        lock.lock();
        try {
            sending = false;
            changed.signalAll();
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            sending = !closed;
            return closed ? Optional.empty() : Optional.of(waiting.removeFirst());
        } finally {
            lock.unlock();
        }
    }

    private Delivery sent(Sending one) throws InterruptedException {
        Delivery delivery = one.delivery();
        int status;
        try {
            status = http.send(request(one.hook(), delivery), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException unanswered) {
            status = 0;
        }
        return new Delivery(
                delivery.hook(),
                delivery.guid(),
                delivery.event(),
                delivery.action(),
                delivery.body(),
                Optional.of(status));
    }

    private static HttpRequest request(Hook hook, Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hook.url()))
                .timeout(PATIENCE)
                .header("Accept", "*/*")
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/0000000")
                .header("X-GitHub-Delivery", delivery.guid())
                .header("X-GitHub-Event", delivery.event())
                .header("X-GitHub-Hook-ID", Long.toString(hook.id()))
                .header("X-GitHub-Hook-Installation-Target-Type", "repository")
                .POST(BodyPublishers.ofString(delivery.body()));
        if (!hook.secrets().isEmpty()) {
            String secret = hook.secrets().getFirst();
            request.header("X-Hub-Signature", Signatures.sha1(secret, delivery.body()))
                    .header("X-Hub-Signature-256", Signatures.sha256(secret, delivery.body()));
        }
        return request.build();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        pump.interrupt();
        http.shutdownNow();
    }
}
