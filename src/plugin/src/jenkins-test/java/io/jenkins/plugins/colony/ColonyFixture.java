package io.jenkins.plugins.colony;

import static org.awaitility.Awaitility.await;

import hudson.model.User;
import io.colony.testkit.TestDatabase;
import io.colony.testkit.github.GitHubSimulator;
import io.colony.testkit.github.Hands;
import io.colony.testkit.github.SimulatedRepository;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.awaitility.core.ConditionTimeoutException;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;

/**
 * What a Jenkins with Colony works with: a Postgres, a simulated GitHub with repository {@code acme/shop} on which {@code
 * ann} may write and {@code joe} read, and an agent program that is a script. All of it outlives a restart of Jenkins.
 */
final class ColonyFixture implements AutoCloseable {
    static final String SLUG = "acme/shop";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As {@code COLONY_WEBHOOKS_SECRET}. */
    private static final String HOOK_SECRET = "a secret for webhooks, long enough";

    /** Plans, writes a note, approves. Says that it develops, and does not go on while there is a file {@code hold}. */
    private static final String AGENT = """
            #!/bin/sh
            set -eu
            say() { printf '%%s\\n' "$1"; }
            stage=$(sed -n 's/^{"type":"request","protocol":1,"stage":"\\([a-z-]*\\)".*/\\1/p')
            say '{"type":"started","detail":"script"}'
            say '{"type":"usage","model":"none","turns":1,"input_tokens":7,"output_tokens":3,"cost_usd":"0.25"}'
            case $stage in
              analyze) say '{"type":"result","document":{"outcome":"planned","summary":"Add a note.",\
            "plan":["write NOTE.md"],"acceptance_criteria":["NOTE.md exists"]}}' ;;
              develop)
                echo "$$" >> %1$s/started
                while [ -e %1$s/hold ]; do sleep 0.2; done
                echo "${MODEL_KEY:-none}" > %1$s/key
                echo note > NOTE.md
                sum=$(sha256sum NOTE.md | cut -d' ' -f1)
                say '{"type":"result","document":{"outcome":"submitted","summary":"Added NOTE.md.",\
            "claims":[{"claim":"added the note","files":[{"path":"NOTE.md","sha256":"'"$sum"'"}]}]}}' ;;
              prompt*) ls > seen; say '{"type":"result","document":{"outcome":"done","summary":"Asked to '$stage'."}}' ;;
              *) say '{"type":"result","document":{"verdict":"APPROVE","summary":"It is there.","findings":[],\
            "criteria":[{"criterion":"NOTE.md exists","status":"met"}]}}' ;;
            esac
            """;

    final TestDatabase database = TestDatabase.create();
    final GitHubSimulator github;
    final SimulatedRepository repository;
    final Account ann;
    private final Account coder;
    private final Account ops;
    private final Path directory;

    /** @param directory that is empty */
    ColonyFixture(Path directory) throws IOException {
        this.directory = directory;
        github = GitHubSimulator.start(directory.resolve("github"), InstantSource.system());
        github.addOrganization("acme");
        ann = github.addAccount("ann");
        Account joe = github.addAccount("joe");
        ops = github.addAccount("colony-ops");
        coder = github.addAccount("colony-coder");
        repository = github.addRepository(
                        SLUG,
                        false,
                        Map.of(
                                "README.md",
                                "# Shop\n",
                                ".colony/config.yaml",
                                "schema_version: 1\ngates:\n  - name: check\n    command: test -f README.md\n"))
                .permit(ann, Level.WRITE)
                .permit(joe, Level.READ)
                .permit(ops, Level.WRITE)
                .permit(coder, Level.WRITE);
        Files.writeString(directory.resolve("agent.sh"), AGENT.formatted(directory));
    }

    /** Configuration as Code that makes a Jenkins work on it. */
    String configuration() {
        return """
                jenkins:
                  securityRealm: {local: {allowsSignup: false, users: [{id: ann, password: none-needed}]}}
                  authorizationStrategy: unsecured
                credentials:
                  system:
                    domainCredentials:
                      - credentials:
                          - usernamePassword: {scope: GLOBAL, id: store, username: %s, password: none-needed}
                          - string: {scope: GLOBAL, id: hook, secret: "%s"}
                          - string: {scope: GLOBAL, id: ops, secret: "%s"}
                          - string: {scope: GLOBAL, id: coder, secret: "%s"}
                          - string: {scope: GLOBAL, id: model-key, secret: key-of-the-model}
                unclassified:
                  colony:
                    storeUrl: "%s"
                    storeCredentialsId: store
                    repositories: %s
                    secrets:
                      - {variable: COLONY_WEBHOOKS_SECRET, credentialsId: hook}
                      - {variable: GITHUB_OPS, credentialsId: ops}
                      - {variable: GITHUB_CODER, credentialsId: coder}
                      - {variable: MODEL_KEY, credentialsId: model-key}
                    settings: |
                      github: {api_url: "%s", token_variable: GITHUB_OPS, coder_token_variable: GITHUB_CODER}
                      intake: {poll: 10s}
                      agent: script
                      agents:
                        script: {type: command, command: /bin/sh %s/agent.sh, environment: [PATH, MODEL_KEY]}
                """.formatted(
                        database.settings().user(),
                        HOOK_SECRET,
                        github.token(ops),
                        github.token(coder),
                        database.settings().url().replaceFirst("[?].*", ""),
                        SLUG,
                        github.apiUrl(),
                        directory);
    }

    /** The same as a file. */
    Path configurationFile() throws IOException {
        return Files.writeString(directory.resolve("jenkins.yaml"), configuration());
    }

    /** Configures this Jenkins, which everybody may use, and waits until Colony works there. */
    void open(JenkinsRule jenkins) throws Exception {
        ConfigurationAsCode.get().configure(configurationFile().toString());
        awaitOpen(jenkins);
    }

    static void awaitOpen(JenkinsRule jenkins) {
        await("the store").atMost(PATIENCE).until(() -> status(jenkins, "colony/") == 200);
    }

    /** What Jenkins answers to whoever has not signed in. */
    static int status(JenkinsRule jenkins, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(jenkins.getURL().toURI().resolve(path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** An agent that calls Jenkins, in a process of its own. */
    static InboundAgentExtension.Options agent(String name, String label) {
        return InboundAgentExtension.Options.newBuilder()
                .name(name)
                .label(label)
                .webSocket()
                .build();
    }

    /** Has GitHub tell this Jenkins what happens, signed. */
    void addHook(URL jenkins) {
        github.addHook(repository, URI.create(jenkins + "colony-webhook/"), List.of(HOOK_SECRET));
    }

    Hands ann() {
        return repository.as(ann);
    }

    /** An issue that Colony is asked to work on. */
    long fileIssue(String title) {
        return ann().openIssue(title, "Please.", "colony");
    }

    /** From now on the agent program waits while it develops, until {@link #letGo}. */
    void hold() throws IOException {
        Files.writeString(directory.resolve("hold"), "");
    }

    void letGo() throws IOException {
        Files.delete(directory.resolve("hold"));
    }

    /** The process ids of the agent programs that began to develop so far. */
    List<Long> begun() throws IOException {
        Path started = directory.resolve("started");
        return Files.exists(started)
                ? Files.readAllLines(started).stream().map(Long::valueOf).toList()
                : List.of();
    }

    void awaitBegun(int programs) {
        await("programs that develop").atMost(PATIENCE).until(() -> begun().size() >= programs);
    }

    /** What the agent program saw of the secret that its settings name. */
    String key() throws IOException {
        return Files.readString(directory.resolve("key")).strip();
    }

    /** The first number that a query answers. */
    long number(String sql) {
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** Runs a script as somebody, or as Jenkins where that is empty, and waits for its end. */
    static WorkflowRun run(JenkinsRule jenkins, String script, String user) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        if (!user.isEmpty()) {
            QueueItemAuthenticatorConfiguration.get()
                    .getAuthenticators()
                    .replace(new MockQueueItemAuthenticator()
                            .authenticate(
                                    job.getFullName(), User.getById(user, true).impersonate2()));
        }
        return jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }

    /** The job of an issue, once Colony has made it. */
    static WorkflowJob awaitJob(JenkinsRule jenkins, long issue) {
        String name = "colony/" + SLUG + "/issue-" + issue;
        return await(name)
                .atMost(PATIENCE)
                .until(() -> jenkins.jenkins.getItemByFullName(name, WorkflowJob.class), job -> job != null);
    }

    /** Waits until the issue is in a state, by the step that is made for it. */
    static void awaitState(JenkinsRule jenkins, long issue, String states) throws Exception {
        WorkflowJob worked = awaitJob(jenkins, issue);
        WorkflowJob gate = jenkins.createProject(WorkflowJob.class);
        gate.setDefinition(new CpsFlowDefinition(
                "colonyGate issue: '%s#%d', state: '%s', wait: true".formatted(SLUG, issue, states), true));
        WorkflowRun build = gate.scheduleBuild2(0).waitForStart();
        awaitEnd(build, worked);
        jenkins.assertBuildStatusSuccess(build);
    }

    /** Waits for the end of a build; where that does not come, says what builds of a job had to say. */
    static void awaitEnd(WorkflowRun build, WorkflowJob worked) throws Exception {
        try {
            await(build.toString()).atMost(PATIENCE).until(() -> !build.isBuilding());
        } catch (ConditionTimeoutException late) {
            StringBuilder logs = new StringBuilder(build + "\n" + JenkinsRule.getLog(build));
            for (WorkflowRun each : worked.getBuilds()) {
                logs.append(each).append('\n').append(JenkinsRule.getLog(each));
            }
            throw new AssertionError(logs.toString(), late);
        }
    }

    /** Leaves the database, which Jenkins goes on to use until the test is over, to the server's end. */
    @Override
    public void close() {
        github.close();
    }
}
