package io.jenkins.plugins.colony;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import java.net.URL;
import java.nio.file.Path;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins in a process of its own, which ends and begins anew while Colony is at work. */
class RestartTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    private ColonyFixture colony;

    @BeforeEach
    void begin() throws Throwable {
        colony = new ColonyFixture(directory);
        jenkins.extraEnv("CASC_JENKINS_CONFIG", colony.configurationFile().toString());
        jenkins.startJenkins();
        jenkins.runRemotely(ColonyFixture::awaitOpen);
    }

    @AfterEach
    void close() {
        colony.close();
    }

    @Test
    void aStageGoesOnMeanwhileAndIsTakenUpAgain() throws Throwable {
        agents.createAgent(jenkins, ColonyFixture.agent("worker", "colony"));
        agents.createAgent(jenkins, ColonyFixture.agent("trusted", "colony-trusted"));
        URL before = jenkins.getUrl();
        colony.addHook(before);
        colony.hold();
        colony.fileIssue("Add a note");
        colony.awaitBegun(1);
        jenkins.stopJenkins();
        assertTrue(ProcessHandle.of(colony.begun().getFirst()).isPresent(), "the program went with Jenkins");
        colony.letGo();
        jenkins.startJenkins();
        assertEquals(before, jenkins.getUrl());
        jenkins.runRemotely(RestartTest::isDoneInOneBuildEach);
        assertEquals(1, colony.begun().size());
    }

    private static void isDoneInOneBuildEach(JenkinsRule jenkins) throws Exception {
        ColonyFixture.awaitState(jenkins, 1, "done");
        boolean takenUp = false;
        for (WorkflowRun build : ColonyFixture.awaitJob(jenkins, 1).getBuilds()) {
            jenkins.waitForCompletion(build);
            jenkins.assertBuildStatusSuccess(build);
            takenUp |= JenkinsRule.getLog(build).contains("[colony] Taken up again: stage develop of ");
        }
        assertTrue(takenUp);
    }

    @Test
    void aCommandIsGivenOnceThoughItWaitedOverARestart() throws Throwable {
        colony.addHook(jenkins.getUrl());
        colony.fileIssue("Add a note");
        jenkins.runRemotely(RestartTest::isLetIn);
        colony.database.allowConnections(false);
        jenkins.runRemotely(RestartTest::commandWaits);
        jenkins.stopJenkins();
        colony.database.allowConnections(true);
        jenkins.startJenkins();
        jenkins.runRemotely(RestartTest::commandIsGiven);
        assertEquals(1, colony.number("select count(*) from operator_commands"));
        // What follows it waits over a restart as well, and has it not given again.
        jenkins.stopJenkins();
        jenkins.startJenkins();
        jenkins.runRemotely(RestartTest::gateStillHolds);
        assertEquals(1, colony.number("select count(*) from operator_commands"));
    }

    private static void isLetIn(JenkinsRule jenkins) throws Exception {
        ColonyFixture.awaitJob(jenkins, 1);
    }

    private static void commandWaits(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "commands");
        job.setDefinition(new CpsFlowDefinition("""
                colonyCommand issue: 'acme/shop#1', command: 'pause', reason: 'lunch'
                echo 'given'
                colonyGate issue: 'acme/shop#1', state: 'done', wait: true
                """, true));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .replace(new MockQueueItemAuthenticator()
                        .authenticate("commands", User.getById("ann", true).impersonate2()));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[Pipeline] colonyCommand", build);
        jenkins.waitForMessage("[colony] ", build);
        jenkins.assertLogNotContains("given", build);
    }

    private static void commandIsGiven(JenkinsRule jenkins) throws Exception {
        jenkins.waitForMessage("What may pass: ", commands(jenkins));
        jenkins.assertLogContains("given", commands(jenkins));
    }

    private static void gateStillHolds(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = commands(jenkins);
        await("the gate in this session")
                .atMost(ColonyFixture.PATIENCE)
                .until(() -> JenkinsRule.getLog(build).split("What may pass: ", -1).length > 2);
        build.doStop();
        jenkins.waitForCompletion(build);
        jenkins.assertLogContains("given", build);
    }

    private static WorkflowRun commands(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("commands", WorkflowJob.class).getBuildByNumber(1);
    }
}
