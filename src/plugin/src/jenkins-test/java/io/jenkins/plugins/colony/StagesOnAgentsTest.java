package io.jenkins.plugins.colony;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.nio.file.Path;
import java.util.Arrays;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens to a stage, and to the processes of its agent program, while it runs. */
@WithJenkins
class StagesOnAgentsTest {
    private static final String DECLARATIVE = """
            pipeline {
                agent { label env.COLONY_LABEL }
                stages { stage('Colony') { steps { echo 'ours'; colonyStage() } } }
            }
            """;

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    private ColonyFixture colony;

    private void open(JenkinsRule jenkins) throws Exception {
        colony = new ColonyFixture(directory);
        agents.createAgent(jenkins, ColonyFixture.agent("worker", "colony"));
        agents.createAgent(jenkins, ColonyFixture.agent("trusted", "colony-trusted"));
        colony.open(jenkins);
        colony.addHook(jenkins.getURL());
    }

    @AfterEach
    void close() {
        colony.close();
    }

    @Test
    void whoAbortsABuildEndsItsProcessesAndPausesTheIssue(JenkinsRule jenkins) throws Exception {
        open(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("ann")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
        colony.hold();
        long issue = colony.fileIssue("Add a note");
        colony.awaitBegun(1);
        ProcessHandle program = ProcessHandle.of(colony.begun().getFirst()).orElseThrow();
        WorkflowRun build = ColonyFixture.awaitJob(jenkins, issue).getLastBuild();
        try (ACLContext ann = ACL.as2(User.getById("ann", true).impersonate2())) {
            build.doStop();
        }
        ColonyFixture.awaitEnd(build, build.getParent());
        jenkins.assertBuildStatus(Result.ABORTED, build);
        await().atMost(ColonyFixture.PATIENCE).until(() -> !runs(program));
        ColonyFixture.awaitState(jenkins, issue, "paused");

        colony.letGo();
        jenkins.assertBuildStatusSuccess(ColonyFixture.run(
                jenkins, "colonyCommand issue: 'acme/shop#" + issue + "', command: 'resume'", "ann"));
        ColonyFixture.awaitState(jenkins, issue, "done");
        assertEquals(2, colony.begun().size());
    }

    @Test
    void anAgentThatIsLostComesBackToItsProgram(JenkinsRule jenkins) throws Exception {
        open(jenkins);
        colony.hold();
        long issue = colony.fileIssue("Add a note");
        colony.awaitBegun(1);
        WorkflowRun build = ColonyFixture.awaitJob(jenkins, issue).getLastBuild();
        agents.stop(jenkins, "worker");
        assertTrue(ProcessHandle.of(colony.begun().getFirst()).isPresent(), "the program went with its agent");
        agents.start(jenkins, ColonyFixture.agent("worker", "colony"));
        colony.letGo();
        ColonyFixture.awaitState(jenkins, issue, "done");
        jenkins.assertBuildStatusSuccess(build);
        assertEquals(1, colony.begun().size());
    }

    @Test
    void anAgentProgramIsAskedInTheWorkspaceOfABuild(JenkinsRule jenkins) throws Exception {
        open(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .toEveryone()
                .grant(ColonyPermissions.OPERATE)
                .everywhere()
                .to("ann"));
        String asked = "colonyAgent repository: 'acme/shop', prompt: 'Look.', write: true, ceiling: '0.5'";
        WorkflowRun scripted = ColonyFixture.run(
                jenkins,
                "node('colony') { writeFile file: 'here', text: ''; def a = " + asked
                        + "; echo \"${a.outcome} for ${a.cost}: ${a.summary}\"; echo readFile('seen') }",
                "ann");
        jenkins.assertBuildStatusSuccess(scripted);
        jenkins.assertLogContains("done for 0.250000: Asked to prompt-write.", scripted);
        jenkins.assertLogContains("here", scripted);
        WorkflowRun declarative = ColonyFixture.run(
                jenkins,
                "pipeline { agent { label 'colony' }; stages { stage('one') { steps { " + asked + " } } } }",
                "ann");
        jenkins.assertBuildStatusSuccess(declarative);
        assertEquals(2, colony.number("select count(*) from cost_events where role = 'Pipeline' and usd = 0.25"));
        jenkins.assertLogContains(
                "This build acts for SYSTEM",
                jenkins.assertBuildStatus(
                        Result.FAILURE, ColonyFixture.run(jenkins, "node('colony') { " + asked + " }", "")));
    }

    /** Whoever builds there is the user that pushes. */
    @Test
    void noBuildRunsOnTheAgentOfTrustedGitWork(JenkinsRule jenkins) throws Exception {
        open(jenkins);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "stranger");
        job.setDefinition(new CpsFlowDefinition("node('colony-trusted') { echo 'it ran there' }", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        await().atMost(ColonyFixture.PATIENCE)
                .until(() -> Arrays.stream(jenkins.jenkins.getQueue().getItems())
                        .anyMatch(item -> item.getWhy().contains("no build runs where the code host's token is")));
        jenkins.assertLogNotContains("it ran there", build);
        // The stages of an issue need no executor there.
        colony.fileIssue("Add a note");
        ColonyFixture.awaitState(jenkins, 1, "done");
        build.doStop();
        ColonyFixture.awaitEnd(build, job);
    }

    @Test
    void aTeamsOwnDeclarativePipelineStaysAsItIs(JenkinsRule jenkins) throws Exception {
        open(jenkins);
        WorkflowJob own = jenkins.createProject(Folder.class, "colony")
                .createProject(Folder.class, "acme")
                .createProject(Folder.class, "shop")
                .createProject(WorkflowJob.class, "issue-1");
        own.setDefinition(new CpsFlowDefinition(DECLARATIVE, true));
        assertEquals(1, colony.fileIssue("Add a note"));
        ColonyFixture.awaitState(jenkins, 1, "done");
        assertEquals(DECLARATIVE, ((CpsFlowDefinition) own.getDefinition()).getScript());
        WorkflowRun first = own.getBuildByNumber(1);
        jenkins.assertBuildStatusSuccess(first);
        jenkins.assertLogContains("ours", first);
        jenkins.assertLogContains("[colony] Claimed: stage ", first);
    }

    /** Whether it does anything: an ended one that nobody asked for its exit code is still known, without a command. */
    private static boolean runs(ProcessHandle program) {
        return program.isAlive() && program.info().command().isPresent();
    }
}
