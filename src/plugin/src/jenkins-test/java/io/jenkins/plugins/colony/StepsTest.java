package io.jenkins.plugins.colony;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.colony.steps.ColonyAgentStep;
import io.jenkins.plugins.colony.steps.ColonyCommandStep;
import io.jenkins.plugins.colony.steps.ColonyCostStep;
import io.jenkins.plugins.colony.steps.ColonyGateStep;
import io.jenkins.plugins.colony.steps.ColonyIntakeStep;
import io.jenkins.plugins.colony.steps.ColonyReviewStep;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Needs a Jenkins, and so the official build. There is no store here. */
@WithJenkins
class StepsTest {
    private static final String DECLARATIVE = "pipeline { agent none; stages { stage('one') { steps { %s } } } }";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colonyIntake repository: 'acme/shop', issue: 7",
                "colonyCommand issue: 'acme/shop#7', command: 'approve', sha: 'abc'",
                "colonyReview repository: 'acme/shop', pullRequest: 7, wait: true"
            })
    void aBuildThatActsForNobodyMayOnlyRead(String step, JenkinsRule jenkins) throws Exception {
        for (String script : new String[] {step, DECLARATIVE.formatted(step)}) {
            jenkins.assertLogContains("which is no person", build(jenkins, script));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colonyCost issue: 'acme/shop#7'",
                "colonyCost repository: 'acme/shop', from: '2026-01-01'",
                "colonyGate issue: 'acme/shop#7', state: 'done', wait: true"
            })
    void withoutAStoreAStepSaysSo(String step, JenkinsRule jenkins) throws Exception {
        for (String script : new String[] {step, DECLARATIVE.formatted(step)}) {
            jenkins.assertLogContains(Messages.StoreWords_unset(), build(jenkins, script));
        }
    }

    @Test
    void aPersonNeedsThePermission(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("ada", "bob")
                .grant(ColonyPermissions.OPERATE)
                .everywhere()
                .to("ada"));
        String step = "colonyCommand issue: 'acme/shop#7', command: 'pause'";
        jenkins.assertLogContains("has not the permission Operate", build(jenkins, step, "bob"));
        jenkins.assertLogContains(Messages.StoreWords_unset(), build(jenkins, step, "ada"));
        jenkins.assertLogContains(
                "has not the permission Approve",
                build(jenkins, "colonyCommand issue: 'acme/shop#7', command: 'approve'", "ada"));
    }

    @Test
    void theSnippetGeneratorKnowsThem(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        ColonyGateStep gate = new ColonyGateStep("acme/shop#7");
        gate.state = "done";
        gate.wait = true;
        snippets.assertRoundTrip(gate, "colonyGate issue: 'acme/shop#7', state: 'done', wait: true");
        ColonyCommandStep command = new ColonyCommandStep("acme/shop#7", "pause");
        command.reason = "lunch";
        snippets.assertRoundTrip(command, "colonyCommand command: 'pause', issue: 'acme/shop#7', reason: 'lunch'");
        ColonyAgentStep agent = new ColonyAgentStep("acme/shop", "Look.");
        agent.write = true;
        agent.ceiling = "0.5";
        snippets.assertRoundTrip(
                agent, "colonyAgent ceiling: '0.5', prompt: 'Look.', repository: 'acme/shop', write: true");
        ColonyCostStep cost = new ColonyCostStep();
        cost.issue = "acme/shop#7";
        snippets.assertRoundTrip(cost, "colonyCost issue: 'acme/shop#7'");
        snippets.assertRoundTrip(
                new ColonyIntakeStep("acme/shop", 7), "colonyIntake issue: 7, repository: 'acme/shop'");
        snippets.assertRoundTrip(
                new ColonyReviewStep("acme/shop", 7), "colonyReview pullRequest: 7, repository: 'acme/shop'");
    }

    private static WorkflowRun build(JenkinsRule jenkins, String script) throws Exception {
        return build(jenkins, script, "");
    }

    private static WorkflowRun build(JenkinsRule jenkins, String script, String user) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        if (!user.isEmpty()) {
            QueueItemAuthenticatorConfiguration.get()
                    .getAuthenticators()
                    .replace(new MockQueueItemAuthenticator()
                            .authenticate(
                                    job.getFullName(), User.getById(user, true).impersonate2()));
        }
        return jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
    }
}
