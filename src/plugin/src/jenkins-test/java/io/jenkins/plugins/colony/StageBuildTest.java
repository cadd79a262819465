package io.jenkins.plugins.colony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Needs a Jenkins, and so the official build. */
@WithJenkins
class StageBuildTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "node(env.COLONY_LABEL) {\n    colonyStage()\n}\n",
                "pipeline { agent any; stages { stage('one') { steps { colonyStage() } } } }"
            })
    void aBuildThatColonyDidNotMakeIsNotBuilt(String script, JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "mine");
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun build = jenkins.assertBuildStatus(Result.NOT_BUILT, job.scheduleBuild2(0));
        jenkins.assertLogContains("This build was not made by Colony", build);
    }

    @Test
    void theStepNeedsANode(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "mine");
        job.setDefinition(new CpsFlowDefinition("colonyStage()", true));
        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        jenkins.assertLogContains("Perhaps you forgot to surround the colonyStage step with a step that provides this", build);
    }

    @Test
    void keepsLabelsAndDaysThroughTheForm(JenkinsRule jenkins) throws Exception {
        ColonyConfiguration colony = ColonyConfiguration.current();
        colony.setStageLabels("merge: colony-large");
        colony.setAllowBuiltInNode(true);
        colony.setDaysToKeepJobs(7);
        jenkins.configRoundtrip();
        assertEquals("colony-large", colony.labels().of("merge"));
        assertTrue(colony.isAllowBuiltInNode());
        assertEquals(7, colony.getDaysToKeepJobs());
    }
}
