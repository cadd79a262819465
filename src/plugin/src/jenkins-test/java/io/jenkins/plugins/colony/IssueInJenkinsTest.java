package io.jenkins.plugins.colony;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An issue's whole way, on agents that call Jenkins. */
@WithJenkins
class IssueInJenkinsTest {
    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    @Test
    void goesFromItsWebhookToItsMerge(JenkinsRule jenkins) throws Exception {
        try (ColonyFixture colony = new ColonyFixture(directory)) {
            agents.createAgent(jenkins, ColonyFixture.agent("worker", "colony"));
            agents.createAgent(jenkins, ColonyFixture.agent("trusted", "colony-trusted"));
            colony.open(jenkins);
            colony.addHook(jenkins.getURL());
            long issue = colony.fileIssue("Add a note");
            ColonyFixture.awaitState(jenkins, issue, "done");

            String main = colony.repository.tip("main").orElseThrow();
            assertEquals("note\n", colony.repository.git().text(main, "NOTE.md").orElseThrow());
            assertEquals("key-of-the-model", colony.key());
            WorkflowJob job = ColonyFixture.awaitJob(jenkins, issue);
            assertEquals("#" + issue + " Add a note", job.getDisplayName());
            ColonyFixture.awaitEnd(job.getLastBuild(), job);
            for (WorkflowRun build : job.getBuilds()) {
                jenkins.assertBuildStatus(Result.SUCCESS, build);
                jenkins.assertLogContains(", on worker.", build);
                jenkins.assertLogContains("[colony] The stage has ended: ", build);
                jenkins.assertLogNotContains("key-of-the-model", build);
            }
        }
    }
}
