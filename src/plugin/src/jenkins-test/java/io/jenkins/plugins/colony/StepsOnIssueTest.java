package io.jenkins.plugins.colony;

import hudson.model.Item;
import hudson.model.Result;
import java.nio.file.Path;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the steps do and answer, in scripted and in declarative Pipelines. No agent is there: issues wait where they are. */
@WithJenkins
class StepsOnIssueTest {
    private static final String SCRIPTED = "%s";
    private static final String DECLARATIVE =
            "pipeline { agent none; stages { stage('one') { steps { script { %s } } } } }";

    @TempDir
    private Path directory;

    private ColonyFixture colony;

    private void open(JenkinsRule jenkins) throws Exception {
        colony = new ColonyFixture(directory);
        colony.open(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .toEveryone()
                .grant(ColonyPermissions.READ, ColonyPermissions.OPERATE, ColonyPermissions.APPROVE)
                .everywhere()
                .to("ann", "joe"));
    }

    @AfterEach
    void close() {
        colony.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPTED, DECLARATIVE})
    void anIssueIsLetInCommandedAndAskedFor(String form, JenkinsRule jenkins) throws Exception {
        open(jenkins);
        long number = colony.ann().openIssue("Add a note", "Please.");
        String issue = ColonyFixture.SLUG + "#" + number;
        refused(jenkins, form, "colonyGate issue: '" + issue + "', state: 'done'", "Colony knows no issue " + issue);

        passed(
                jenkins,
                form,
                "echo 'is ' + colonyIntake(repository: 'acme/shop', issue: " + number + ")",
                "is ");
        refused(
                jenkins,
                form,
                "colonyGate issue: '" + issue + "', state: 'done'",
                "What may pass: State done, verdict any.");
        passed(
                jenkins,
                form,
                "def got = colonyGate(issue: '" + issue + "', state: 'new, analyzing'); echo 'verdict <' + got.verdict + '>'",
                "verdict <>");
        passed(
                jenkins,
                form,
                "def got = colonyCost(issue: '" + issue + "'); echo got.runs + ' runs ' + got.usd",
                "0 runs 0");
        passed(
                jenkins,
                form,
                "echo colonyCommand(issue: '" + issue + "', command: 'pause', reason: 'lunch')",
                "paused");
        passed(jenkins, form, "colonyGate issue: '" + issue + "', state: 'paused'", "paused");
        passed(
                jenkins,
                form,
                "colonyCommand issue: '" + issue + "', command: 'budget', argument: '7.50', reason: 'large'",
                "7.50");
        refused(jenkins, form, "colonyCommand issue: '" + issue + "', command: 'dance'", "'dance' is no command");
        passed(jenkins, form, "colonyCommand issue: '" + issue + "', command: 'resume'", "[colony] ");
        passed(jenkins, form, "colonyGate issue: '" + issue + "', state: 'new, analyzing'", "without a verdict");
        passed(
                jenkins,
                form,
                "def got = colonyCost(repository: 'acme/shop'); echo 'repository: ' + got.runs",
                "repository: 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPTED, DECLARATIVE})
    void aPullRequestOfAPersonIsReviewedWhenAsked(String form, JenkinsRule jenkins) throws Exception {
        open(jenkins);
        colony.repository.push(colony.ann, "anns-work", "More", Map.of("more.md", "# More\n"));
        long number = colony.ann().openPull("Say more", "It says more.", "anns-work", "main");
        passed(
                jenkins,
                form,
                "def got = colonyReview(repository: 'acme/shop', pullRequest: " + number
                        + "); echo 'is ' + got.state + ' ' + got.verdict",
                "is in-review ");
    }

    /** Jenkins lets joe operate, GitHub does not let him write. */
    @ParameterizedTest
    @ValueSource(strings = {SCRIPTED, DECLARATIVE})
    void whoMayNotWriteOnTheCodeHostGivesNoCommand(String form, JenkinsRule jenkins) throws Exception {
        open(jenkins);
        long number = colony.fileIssue("Add a note");
        passed(jenkins, form, "colonyIntake repository: 'acme/shop', issue: " + number, "[colony] acme/shop#");
        WorkflowRun build = ColonyFixture.run(
                jenkins, form.formatted("colonyCommand issue: 'acme/shop#" + number + "', command: 'pause'"), "joe");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("joe", build);
        passed(jenkins, form, "colonyGate issue: 'acme/shop#" + number + "', state: 'new, analyzing'", "without a verdict");
    }

    private static void passed(JenkinsRule jenkins, String form, String script, String said) throws Exception {
        WorkflowRun build = ColonyFixture.run(jenkins, form.formatted(script), "ann");
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains(said, build);
    }

    private static void refused(JenkinsRule jenkins, String form, String script, String said) throws Exception {
        WorkflowRun build = ColonyFixture.run(jenkins, form.formatted(script), "ann");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains(said, build);
    }
}
