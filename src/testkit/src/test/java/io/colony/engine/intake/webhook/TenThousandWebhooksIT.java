package io.colony.engine.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.intake.HostFixture;
import io.colony.engine.intake.webhook.Webhooks.Sent;
import io.colony.engine.secret.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand webhooks of every sort, from four senders, worked through by two processors: every one is accounted for. */
class TenThousandWebhooksIT {
    private static final int ALL = 10_000;
    private static final int LIMIT = 2_000;
    private static final int ISSUES = 40;
    private static final Secret GUESSED = Secret.of("It's a Secret to Nobody at all");

    @Test
    @Timeout(60)
    void everyOneIsAcceptedOnceOrRefusedForWhatItIsAndAppliedOnce() throws Exception {
        try (HostFixture colony = new HostFixture()) {
            Random random = new Random(20261128);
            Plan plan = plan(colony, random);
            Collections.shuffle(plan.sent, random);
            WebhookEntrance entrance = colony.entrance(List.of(HostFixture.SECRET, HostFixture.OLD_SECRET), LIMIT);

            send(plan.sent, entrance);
            assertThat(entrance.counts()).containsAllEntriesOf(plan.expected);
            assertThat(entrance.counts().values().stream()
                            .mapToLong(count -> count)
                            .sum())
                    .isEqualTo(ALL);
            assertThat(colony.count("select count(*) from webhook_deliveries"))
                    .isEqualTo(plan.expected(WebhookResult.ACCEPTED) + plan.expected(WebhookResult.IRRELEVANT));

            inParallel(List.of(() -> drain(colony.processor), () -> drain(colony.processor())));
            colony.work();

            assertThat(colony.count("select count(*) from webhook_deliveries where processed_at is null"))
                    .isZero();
            assertThat(colony.count("select count(*) from issues")).isEqualTo(ISSUES);
            assertThat(colony.count("select count(*) from state_transitions where outcome = 'triggered'"))
                    .isEqualTo(ISSUES);
            plan.commands.forEach(comment -> assertThat(colony.count(
                            "select count(*) from operator_commands where source_id = ?", "github:" + comment))
                    .isEqualTo(1));
            assertThat(colony.count("select count(*) from operator_commands")).isEqualTo(plan.commands.size());
            assertThat(colony.count("select count(*) from outbox where marker like 'command-%'"))
                    .isGreaterThanOrEqualTo(plan.commands.size());
        }
    }

    /** What is sent, and what must come of it. */
    private static final class Plan {
        final List<Sent> sent = new ArrayList<>();
        final Map<WebhookResult, Long> expected = new EnumMap<>(WebhookResult.class);
        final Set<Long> commands = new HashSet<>();

        long expected(WebhookResult result) {
            return expected.getOrDefault(result, 0L);
        }

        void add(Sent webhook, WebhookResult result) {
            sent.add(webhook);
            expected.merge(result, 1L, Long::sum);
        }
    }

    private static Plan plan(HostFixture colony, Random random) {
        Plan plan = new Plan();
        List<Sent> good = new ArrayList<>();
        for (long number = 1; number <= ISSUES; number++) {
            colony.host.file(number, "ann", "colony");
            colony.host.labellers.put("acme/shop#" + number + " colony", "olga");
            // Let in before the others come: a command on an issue that is not known is no command.
            Webhooks.issue("labeled", number).to(colony.entrance());
        }
        colony.work();
        colony.store.execute("delete from webhook_deliveries");
        for (int count = 0; count < 200; count++) {
            long issue = 1L + random.nextInt(ISSUES);
            boolean writer = random.nextBoolean();
            long comment = colony.host.comment(
                    new io.colony.engine.issue.IssueKey("acme/shop", issue),
                    writer ? "olga" : "mallory",
                    "/colony:state");
            if (writer) {
                plan.commands.add(comment);
            }
            good.add(Webhooks.comment(issue, comment));
        }
        for (int count = 0; count < 1_800; count++) {
            good.add(Webhooks.issue(random.nextBoolean() ? "labeled" : "closed", 1L + random.nextInt(ISSUES)));
        }
        for (int count = 0; count < 1_000; count++) {
            good.add(Webhooks.of("status", "'sha': '" + HostFixture.HEAD + "'"));
        }
        good.forEach(webhook -> plan.add(webhook, WebhookResult.ACCEPTED));
        for (int count = 0; count < 500; count++) {
            plan.add(Webhooks.of("gollum", "'action': 'x'"), WebhookResult.IRRELEVANT);
        }
        while (plan.sent.size() < ALL) {
            bad(plan, good, random);
        }
        return plan;
    }

    private static void bad(Plan plan, List<Sent> good, Random random) {
        Sent one = good.get(random.nextInt(good.size()));
        String id = UUID.randomUUID().toString();
        switch (random.nextInt(6)) {
            case 0 -> plan.add(one, WebhookResult.DUPLICATE);
            case 1 -> plan.add(one.as(id), WebhookResult.DUPLICATE);
            case 2 -> plan.add(Webhooks.signed(one.event(), id, one.body(), GUESSED), WebhookResult.FORGED);
            case 3 -> {
                byte[] changed = one.body().clone();
                changed[random.nextInt(changed.length)] ^= 1;
                plan.add(new Sent(one.event(), id, one.signature(), one.type(), changed), WebhookResult.FORGED);
            }
            case 4 ->
                plan.add(
                        Webhooks.signed(one.event(), id, new byte[LIMIT + 1 + random.nextInt(50)], HostFixture.SECRET),
                        WebhookResult.OVERSIZED);
            default ->
                plan.add(one.cut(1 + random.nextInt(one.body().length - 2)).as(id), WebhookResult.MALFORMED);
        }
    }

    private static void send(List<Sent> all, WebhookEntrance entrance) throws Exception {
        List<Callable<Object>> senders = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            int first = number;
            senders.add(() -> {
                for (int at = first; at < all.size(); at += 4) {
                    all.get(at).to(entrance);
                }
                return "sent";
            });
        }
        inParallel(senders);
    }

    private static Object drain(WebhookProcessor processor) {
        while (processor.step()) {
            // Until nothing is left that the other has not.
        }
        return processor;
    }

    private static void inParallel(List<Callable<Object>> work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Object> done : threads.invokeAll(work, 50, TimeUnit.SECONDS)) {
                done.get();
            }
        }
    }
}
