package io.colony.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.agent.AgentType;
import io.colony.engine.config.EffectiveConfiguration.Entry;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.RecoverySettings;
import io.colony.engine.retention.RetentionClass;
import io.colony.engine.retention.RetentionSettings;
import io.colony.engine.secret.Secret;
import io.colony.engine.workflow.IssueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
    @TempDir
    Path directory;

    @Test
    void whatIsKeptHowLongIsSetPerClassAndForeverIsAWord() throws IOException {
        Files.writeString(directory.resolve("colony.yaml"), "retention: {transcripts: 7d, outbox: forever}\n");
        RetentionSettings retention = load(Map.of(), Map.of()).settings().retention();

        assertThat(retention.of(RetentionClass.TRANSCRIPTS)).contains(Duration.ofDays(7));
        assertThat(retention.of(RetentionClass.OUTBOX)).isEmpty();
        assertThat(retention.of(RetentionClass.ARTIFACTS)).contains(Duration.ofDays(365));
        assertThatThrownBy(() -> load(Map.of(), Map.of("retention.outbox", "0")))
                .hasMessageContaining("such as 90d, or 'forever'");
    }

    @Test
    void theOwnersPasswordIsReadFromAFileAndBelongsToAName() throws IOException {
        Files.writeString(directory.resolve("owner.secret"), "geheim\n");
        Map<String, String> store =
                Map.of("store.url", "jdbc:postgresql://db/colony", "store.migration_password_file", "owner.secret");
        assertThatThrownBy(() -> load(Map.of(), store)).hasMessageContaining("store.migration_user");

        assertThat(load(Map.of("COLONY_STORE_MIGRATION_USER", "colony_owner"), store)
                        .settings()
                        .store()
                        .orElseThrow()
                        .owner())
                .get()
                .satisfies(owner -> {
                    assertThat(owner.user()).isEqualTo("colony_owner");
                    assertThat(owner.password().reveal()).isEqualTo("geheim");
                    assertThat(owner.toString()).doesNotContain("geheim");
                });
    }

    @Test
    void answersTheDefaultsWhereNothingIsSet() {
        ColonySettings settings = load(Map.of(), Map.of()).settings();

        assertThat(settings.store()).isEmpty();
        assertThat(settings.workDirectory()).isEqualTo(directory.resolve("work"));
        assertThat(settings.http()).isEqualTo(new HttpSettings("127.0.0.1", 8420));
        assertThat(settings.workers().count()).isEqualTo(2);
        assertThat(settings.money().ceilings()).isEqualTo(Ceilings.DEFAULT);
        assertThat(settings.workers().heartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.workers().lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.labels().prefix()).isEqualTo("colony");
        assertThat(settings.agents().byName()).isEmpty();
        assertThatThrownBy(settings::defaultAgent)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("No agent is configured. Give --agent 'COMMAND'");
    }

    @Test
    void laterSourcesWinAndAreNamed() throws IOException {
        file("""
                http:
                  port: 9001
                  bind: 127.0.0.2
                heartbeat: 5s
                ceilings: {run: "1.25", tenant_month: "300"}
                """);

        LoadedSettings loaded = load(
                Map.of("COLONY_HTTP_PORT", "9002", "COLONY_LEASE", "20s", "COLONY_JAVA_HOME", "/jdk"),
                Map.of("http.port", "9003"));

        assertThat(loaded.settings().http()).isEqualTo(new HttpSettings("127.0.0.2", 9003));
        assertThat(loaded.settings().workers().lease()).isEqualTo(Duration.ofSeconds(20));
        assertThat(loaded.settings().money().ceilings())
                .isEqualTo(new Ceilings(Usd.of("1.25"), Usd.of("5"), Usd.of("50"), Optional.of(Usd.of("300"))));
        assertThat(loaded.effective().entries())
                .contains(
                        new Entry("http.bind", "127.0.0.2", "colony.yaml:3"),
                        new Entry("http.port", "9003", "command line"),
                        new Entry("heartbeat", "5s", "colony.yaml:4"),
                        new Entry("lease", "20s", "environment COLONY_LEASE"),
                        new Entry("workers.count", "2", "default"));
    }

    @Test
    void settingsAreShownInTheOrderOfTheDocumentation() {
        List<String> groups = new ArrayList<>();
        for (Entry entry : load(Map.of(), Map.of()).effective().entries()) {
            String group = entry.name().replaceAll("\\..*", "");
            if (groups.isEmpty() || !groups.getLast().equals(group)) {
                groups.add(group);
            }
        }

        assertThat(groups)
                .containsExactly(
                        "store",
                        "work_directory",
                        "http",
                        "workers",
                        "agent",
                        "ceilings",
                        "heartbeat",
                        "lease",
                        "label_prefix",
                        "trigger_label",
                        "workflow_file",
                        "workers",
                        "memory",
                        "plugins_directory",
                        "prices_file",
                        "recovery",
                        "retention",
                        "notices",
                        "github",
                        "intake",
                        "webhooks");
    }

    @Test
    void webhookSecretsComeFromAFileOrAVariableAndAreNeverShown() throws IOException {
        Files.writeString(directory.resolve("hook.secret"), "the-secret-in-the-file\n");
        file("webhooks: {secret_file: hook.secret}\n");

        LoadedSettings loaded = load(Map.of("COLONY_WEBHOOKS_PREVIOUS_SECRET", "the-secret-in-the-variable"), Map.of());

        assertThat(loaded.settings().webhooks().secrets())
                .containsExactly(Secret.of("the-secret-in-the-file"), Secret.of("the-secret-in-the-variable"));
        assertThat(loaded.effective().entries().toString()).contains("(hidden)").doesNotContain("the-secret-in");
        assertThat(load(Map.of(), Map.of("webhooks.secret_file", ""))
                        .settings()
                        .webhooks()
                        .secrets())
                .isEmpty();
        assertThatThrownBy(() -> load(Map.of("COLONY_WEBHOOKS_SECRET", "short"), Map.of()))
                .hasMessageContaining("COLONY_WEBHOOKS_SECRET: this value cannot be used.")
                .hasMessageNotContaining("short.");
    }

    @Test
    void readsAgentsAndTakesTheOnlyOneAsDefault() throws IOException {
        file("""
                agents:
                  mine:
                    command: my-agent --model "big one" --json
                    environment: [PATH, MY_KEY]
                    inactivity: 90s
                """);

        ColonySettings settings = load(Map.of(), Map.of()).settings();

        assertThat(settings.defaultAgent())
                .isEqualTo(new AgentSettings(
                        "mine",
                        AgentType.COMMAND,
                        List.of("my-agent", "--model", "big one", "--json"),
                        Optional.empty(),
                        List.of("PATH", "MY_KEY"),
                        new AgentSettings.Bounds(
                                Duration.ofHours(2),
                                Duration.ofSeconds(90),
                                Duration.ofMinutes(30),
                                200,
                                OptionalLong.empty())));
    }

    @Test
    void commandLineAddsAnAgentBesideThoseOfTheFile() throws IOException {
        file("agents: {mine: {command: a}, yours: {command: b}}\nagent: mine\n");

        ColonySettings settings = load(
                        Map.of(), Map.of("agents.command-line.command", "sh 'my agent.sh'", "agent", "command-line"))
                .settings();

        assertThat(settings.agents().byName()).containsOnlyKeys("mine", "yours", "command-line");
        assertThat(settings.defaultAgent().command()).containsExactly("sh", "my agent.sh");
    }

    @Test
    void hidesThePasswordAndReadsItFromAFileBesideTheConfiguration() throws IOException {
        Files.writeString(directory.resolve("secret.txt"), "from-file\n");
        file("store: {url: 'jdbc:postgresql://db:5432/colony', user: me, password_file: secret.txt}\n");

        assertThat(load(Map.of(), Map.of())
                        .settings()
                        .store()
                        .orElseThrow()
                        .password()
                        .reveal())
                .isEqualTo("from-file");
        LoadedSettings loaded = load(Map.of("COLONY_STORE_PASSWORD", "from-environment"), Map.of());
        assertThat(loaded.settings().store().orElseThrow().password().reveal()).isEqualTo("from-environment");
        assertThat(loaded.effective().toString())
                .doesNotContain("from-")
                .contains("store.password, value=(hidden), source=environment COLONY_STORE_PASSWORD");
    }

    @Test
    void readsHowFailuresAreHandled() throws IOException {
        file("recovery: {repository_failures: 9, age_in_review: 90m}\nlabel_prefix: mine\n");
        RecoverySettings recovery = load(Map.of("COLONY_RECOVERY_COOL_DOWN", "3m"), Map.of("recovery.unblocks", "0"))
                .settings()
                .recovery();

        assertThat(recovery.breakers().repositoryFailures()).isEqualTo(9);
        assertThat(recovery.breakers().coolDown()).isEqualTo(Duration.ofMinutes(3));
        assertThat(recovery.sentinel().unblocks()).isZero();
        assertThat(recovery.sentinel().ages()).containsEntry(IssueState.IN_REVIEW, Duration.ofMinutes(90));
        assertThat(recovery.sentinel().labelPrefix()).isEqualTo("mine:");
        assertThat(recovery.retries()).isEqualTo(RecoverySettings.defaults().retries());
    }

    @Test
    void namesTheConfigurationFileThatIsNotThere() {
        SettingsSources sources =
                new SettingsSources(directory, Optional.of(Path.of("other.yaml")), Map.of(), Map.of());

        assertThatThrownBy(() -> SettingsLoader.load(sources))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("other.yaml: cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        htp: {port: 1}                     | colony.yaml:1: unknown key 'htp'; did you mean 'http'? Known here: store, work_directory, http, workers, agents, agent, ceilings, heartbeat, lease, label_prefix, trigger_label, workflow_file, memory, plugins_directory, prices_file, recovery, retention, notices, github, intake, webhooks.
        http: {prot: 1}                    | colony.yaml:1: unknown key 'prot'; did you mean 'port'? Known here: bind, port, behind_proxy, hosts, users_file.
        http: {port: 70000}                | colony.yaml:1: '70000' is no whole number from 0 to 65535.
        http: 8420                         | colony.yaml:1: a mapping (key: value) is expected here.
        heartbeat: 10                      | colony.yaml:1: '10' is no duration; write a number and a unit, such as 90s, 5m or 2h.
        heartbeat: 0s                      | colony.yaml:1: '0s' is no duration; write a number and a unit, such as 90s, 5m or 2h.
        lease: 15s                         | colony.yaml:1: '15s' is shorter than two heartbeats of 10s, so that one late heartbeat would lose the task. Make 'lease' longer or 'heartbeat' shorter.
        ceilings: {run: $2}                | colony.yaml:1: '$2' is no amount of US dollars; write a decimal number such as 2 or 0.50.
        ceilings: {run: 1e3}               | colony.yaml:1: '1e3' is no amount of US dollars; write a decimal number such as 2 or 0.50.
        workers: {count: many}             | colony.yaml:1: 'many' is no whole number from 0 to 64.
        store: {user: me}                  | colony.yaml:1: 'store' needs a 'url' (jdbc:postgresql://HOST:PORT/DATABASE), or write 'store: embedded'.
        store: mysql://db/colony           | colony.yaml:1: 'mysql://db/colony' is not a Postgres JDBC URL; write jdbc:postgresql://HOST:PORT/DATABASE, or 'embedded'.
        store: {url: u, password: x}       | colony.yaml:1: a password does not belong into this file; use store.password_file or the variable COLONY_STORE_PASSWORD.
        `store: 'jdbc:postgresql://u:p@h/d'` | colony.yaml:1: user and password do not belong into the JDBC URL, which is shown on pages; use store.user, and store.password_file or COLONY_STORE_PASSWORD.
        agent: nobody                      | colony.yaml:1: 'nobody' is no configured agent. Configured: none.
        agents: {a: {type: command}}       | colony.yaml:1: agent 'a' needs a command: the program that is the agent, with arguments.
        agents: {A: {command: x}}          | colony.yaml:1: 'A' is no agent name; use lower-case letters, digits and hyphens.
        agents: {a: {command: x, memory: 4k}} | colony.yaml:1: '4k' is no size; write MiB or GiB such as 512M or 4G, at least 16M.
        agents: {a: {command: x, type: y}} | colony.yaml:1: 'y' is no type of agent that this version can drive. Known: command, claude-code, codex, gemini.
        agents: {a: {command: "x 'y"}}     | colony.yaml:1: The command 'x 'y' is wrong at character 3: a single quote is opened and never closed.
        agents: {a: {command: x, environment: [A=1]}} | colony.yaml:1: 'A=1' is no name of an environment variable; list names, never values.
        agents: {a: {command: x, environment: [PATH, GITHUB_TOKEN]}} | colony.yaml:1: The variable 'GITHUB_TOKEN' must not reach an agent program: it opens a code host or a Jenkins. Take it out of the allowed environment; Colony pushes by itself.
        recovery: {cool_down: 10}          | colony.yaml:1: '10' is no duration; write a number and a unit, such as 90s, 5m or 2h.
        recovery: {longest_pause: 5s}      | colony.yaml:1: '5s' is shorter than 'recovery.first_pause', which it bounds.
        recovery: {repository_failures: 0} | colony.yaml:1: '0' is no whole number from 1 to 1000.
        intake: {mode: some}               | colony.yaml:1: 'some' is no way in; write label or all.
        intake: {poll: 1s}                 | colony.yaml:1: '1s' is shorter than 10s, which code hosts answer with a limit.
        intake: {per_author: -1}           | colony.yaml:1: '-1' is no whole number from 0 to 100000.
        webhooks: {body_limit: 1}          | colony.yaml:1: '1' is no whole number from 1024 to 26214400.
        webhooks: {secret: x}              | colony.yaml:1: a secret does not belong into this file; use webhooks.secret_file and webhooks.previous_secret_file, or COLONY_WEBHOOKS_SECRET and COLONY_WEBHOOKS_PREVIOUS_SECRET.
        label_prefix: a b                  | colony.yaml:1: 'a b' is no label prefix; use letters, digits, hyphens, dots and underscores, at most 30.
        `work_directory: ''`               | colony.yaml:1: '' is no path.
        """)
    void refusesWhatIsWrongInAFileWithPlaceAndCure(String yaml, String message) throws IOException {
        file(yaml + "\n");

        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(ColonyException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            COLONY_HTTP_PROT | 1   | environment: COLONY_HTTP_PROT is no setting of Colony; did you mean 'COLONY_HTTP_PORT'? Unset it, or see 'colony check' for the names of all settings.
            COLONY_HTTP_PORT | abc | COLONY_HTTP_PORT: 'abc' is no whole number from 0 to 65535.
            COLONY_STORE_URL | jdbc:mysql:x | COLONY_STORE_URL: 'jdbc:mysql:x' is not a Postgres JDBC URL; write jdbc:postgresql://HOST:PORT/DATABASE, or 'embedded'.
            """)
    void refusesWhatIsWrongInTheEnvironment(String variable, String value, String message) {
        assertThatThrownBy(() -> load(Map.of(variable, value), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COLONY_RUN", "COLONY_LABEL", "COLONY_ISSUE", "COLONY_STAGE"})
    void startsWithinARunOrABuildOfColony(String variable) {
        assertThat(load(Map.of(variable, "x"), Map.of()).settings())
                .isEqualTo(load(Map.of(), Map.of()).settings());
    }

    @Test
    void refusesASettingOfTheCommandLineThatThereIsNot() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("http.prot", "1")))
                .hasMessage("command line: there is no setting 'http.prot'; did you mean 'http.port'?"
                        + " 'colony check' lists all settings.");
        assertThatThrownBy(() -> load(Map.of(), Map.of("store.password", "visible")))
                .hasMessageStartingWith("command line: there is no setting 'store.password'");
    }

    private void file(String yaml) throws IOException {
        Files.writeString(directory.resolve("colony.yaml"), yaml);
    }

    private LoadedSettings load(Map<String, String> environment, Map<String, String> commandLine) {
        return SettingsLoader.load(new SettingsSources(directory, Optional.empty(), environment, commandLine));
    }
}
