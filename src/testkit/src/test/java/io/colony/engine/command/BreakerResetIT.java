package io.colony.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Repositories;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.BreakerKey;
import io.colony.engine.recovery.BreakerSettings;
import io.colony.engine.recovery.Breakers;
import io.colony.testkit.StoreFixture;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerResetIT {
    private static final BreakerKey BACK_END = BreakerKey.backEnd("claude");

    private final StoreFixture store = new StoreFixture();
    private final Breakers breakers = Breakers.postgres(BreakerSettings.defaults(), new SplittableRandom(1));
    private final BreakerReset reset = new BreakerReset(
            store.database,
            store.clock,
            Map.of("local", permissions()),
            new BreakerReset.Stores(Repositories.postgres(), breakers, store.queue, store.audit));

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "{1} resets {0}: {2}")
    @CsvSource({
        "back-end,admin,true",
        "back-end,writer,false",
        "back-end,reader,false",
        "repository,writer,true",
        "repository,reader,false",
        "issue-stage,writer,true",
        "issue-stage,reader,false"
    })
    void takesThePermissionOfItsScopeAndLeavesAnAuditRow(String scope, String login, boolean allowed) {
        BreakerKey key = open(scope);

        OperatorAnswer answer = reset.reset(key, login, "the host is back");

        assertThat(answer.accepted()).as(answer.text()).isEqualTo(allowed);
        assertThat(isOpen(key)).isNotEqualTo(allowed);
        assertThat(store.query(Long.class, "select count(*) from audit_log where action = 'breaker-reset'"))
                .isEqualTo(allowed ? 1 : 0);
        if (allowed) {
            assertThat(store.query(String.class, """
                            select actor || ' ' || subject || ' ' || (detail ->> 'was') || ' ' || (detail ->> 'reason')
                            from audit_log where action = 'breaker-reset'
                            """))
                    .isEqualTo("operator:" + login + " " + key + " open the host is back");
        }
    }

    @Test
    void whatItHeldIsDueAtOnce() {
        open("back-end");
        Issue issue = store.newIssue();
        store.execute("""
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, held_until, waits_for,
                  created_at) values (?, ?, ?, 'develop', 'queued', now(), now() + interval '1 day',
                  'breaker back-end claude: 429', now())
                """, issue.tenantId(), issue.repositoryId(), issue.id());
        reset.reset(BACK_END, "admin", "the quota was raised");

        assertThat(store.query(Long.class, "select count(*) from tasks where held_until is null"))
                .isEqualTo(1);
    }

    @Test
    void needsAReasonAndABreaker() {
        open("back-end");

        assertThat(reset.reset(BACK_END, "admin", " ").accepted()).isFalse();
        assertThat(isOpen(BACK_END)).isTrue();
        assertThat(reset.reset(BreakerKey.backEnd("none"), "admin", "why not"))
                .isEqualTo(new OperatorAnswer(
                        false,
                        "There is no breaker back-end none. 'colony breakers' lists those that counted anything."));
        assertThat(reset.reset(BreakerKey.repository("acme/other"), "admin", "why not")
                        .accepted())
                .isFalse();
    }

    @Test
    void aNamedRequestIsCarriedOutOnceAlsoWhereItOpenedAgainSince() {
        CommandName name = new CommandName("pages", "admin:1");
        open("back-end");
        OperatorAnswer first = reset.reset("back-end", "claude", "admin", "the quota was raised", name);
        open("back-end");

        OperatorAnswer second = reset.reset("back-end", "claude", "admin", "the quota was raised", name);

        assertThat(first.accepted()).isTrue();
        assertThat(second.text()).startsWith(first.text()).contains("not again");
        assertThat(isOpen(BACK_END)).isTrue();
        assertThat(store.query(Long.class, "select count(*) from audit_log where action = 'breaker-reset'"))
                .isEqualTo(1);
        assertThat(reset.reset("back-end", "claude", "admin", "again", new CommandName("pages", "admin:2"))
                        .accepted())
                .isTrue();
        assertThat(isOpen(BACK_END)).isFalse();
    }

    @Test
    void whatWasRefusedMayBeAskedAgainByTheSameName() {
        CommandName name = new CommandName("api", "admin:7");
        assertThat(reset.reset("back-end", "claude", "admin", "why not", name).accepted())
                .isFalse();
        assertThat(reset.reset("front-end", "claude", "admin", "why not", name).accepted())
                .isFalse();
        open("back-end");

        assertThat(reset.reset("back-end", "claude", "admin", "why not", name).accepted())
                .isTrue();
    }

    private BreakerKey open(String scope) {
        return switch (scope) {
            case "back-end" -> {
                store.database.useTransaction(transaction ->
                        breakers.refused(transaction, BACK_END, Optional.empty(), "429", store.clock.instant()));
                yield BACK_END;
            }
            case "repository" -> opened(BreakerKey.repository(StoreFixture.REPOSITORY));
            default -> opened(BreakerKey.issueStage(store.newIssue().key(), "develop"));
        };
    }

    private BreakerKey opened(BreakerKey key) {
        store.execute(
                "insert into breakers (scope, scope_key, failures, window_start, opened_at, reason)"
                        + " values (?, ?, 5, now(), now(), 'red')",
                key.scope().slug(),
                key.key());
        return key;
    }

    private boolean isOpen(BreakerKey key) {
        return store.database.<List<Breaker>>inTransaction(breakers::list).stream()
                .anyMatch(breaker -> breaker.key().equals(key) && breaker.open());
    }

    private static Forge permissions() {
        return (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("permission");
                    return switch ((String) arguments[1]) {
                        case "admin" -> Permission.ADMIN;
                        case "writer" -> Permission.WRITE;
                        default -> Permission.READ;
                    };
                });
    }
}
