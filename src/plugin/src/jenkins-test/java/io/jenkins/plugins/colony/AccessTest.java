package io.jenkins.plugins.colony;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Result;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets in, and by which door. */
@WithJenkins
class AccessTest {
    @TempDir
    private Path directory;

    @Test
    void withoutTheReadPermissionThereIsNoLinkAndNoPage(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(ColonyPermissions.READ)
                .everywhere()
                .to("ada"));
        JenkinsRule.WebClient bob = jenkins.createWebClient().login("bob");
        assertThat(bob.goTo("").getWebResponse().getContentAsString(), not(containsString("/colony\"")));
        for (String page : List.of("colony/", "colony/issues/acme/shop/1", "colony/api/v1/issues", "colony/audit")) {
            bob.assertFails(page, 403);
            assertEquals(403, ColonyFixture.status(jenkins, page));
        }
        assertThat(
                bob.goTo("colony/unavailable").getWebResponse().getContentAsString(),
                not(containsString(Messages.StoreWords_unset())));
        JenkinsRule.WebClient ada = jenkins.createWebClient().login("ada");
        assertThat(ada.goTo("").getWebResponse().getContentAsString(), containsString("/colony\""));
        ada.assertFails("colony/", 503);
    }

    @Test
    void aPermissionOnAFolderIsForTheIssuesInIt(JenkinsRule jenkins) throws Exception {
        Folder acme = jenkins.createProject(Folder.class, "colony").createProject(Folder.class, "acme");
        Folder shop = acme.createProject(Folder.class, "shop");
        acme.createProject(Folder.class, "docs");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("bob")
                .grant(ColonyPermissions.READ, ColonyPermissions.OPERATE)
                .onItems(shop)
                .to("bob"));
        for (String step : List.of(
                "colonyCommand issue: 'acme/%s#7', command: 'pause'",
                "colonyIntake repository: 'acme/%s', issue: 7",
                "colonyReview repository: 'acme/%s', pullRequest: 7",
                "colonyGate issue: 'acme/%s#7', state: 'done'",
                "colonyCost repository: 'acme/%s'")) {
            WorkflowRun granted = ColonyFixture.run(jenkins, step.formatted("shop"), "bob");
            jenkins.assertLogContains(Messages.StoreWords_unset(), granted);
            WorkflowRun refused = ColonyFixture.run(jenkins, step.formatted("docs"), "bob");
            jenkins.assertBuildStatus(Result.FAILURE, refused);
            jenkins.assertLogContains("bob, for whom this build acts, has not the permission ", refused);
        }
        WorkflowRun approval = ColonyFixture.run(
                jenkins, "colonyCommand issue: 'acme/shop#7', command: 'approve', sha: 'abc'", "bob");
        jenkins.assertLogContains("has not the permission Approve", approval);
        // What shows all repositories takes the permission in all of Jenkins.
        jenkins.createWebClient().login("bob").assertFails("colony/", 403);
    }

    /** What shows all issues would show those of a folder that somebody is kept out of. */
    @Test
    void whoIsKeptOutOfAFolderSeesNoListOfAll(JenkinsRule jenkins) throws Exception {
        jenkins.createProject(Folder.class, "colony").createProject(Folder.class, "acme");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, ColonyPermissions.READ)
                .everywhere()
                .to("ada")
                .grant(Jenkins.READ, ColonyPermissions.READ)
                .onRoot()
                .to("bob"));
        for (String name : List.of("ada", "bob")) {
            try (ACLContext acts = ACL.as2(User.getById(name, true).impersonate2())) {
                JenkinsFacade facade = new JenkinsFacade();
                assertTrue(facade.may(ColonyPermissions.READ), name);
                assertEquals(name.equals("ada"), facade.mayThroughout("colony", ColonyPermissions.READ), name);
            }
        }
    }

    @Test
    void onlyTheAddressOfWebhooksIsWithoutCrumb(JenkinsRule jenkins) throws Exception {
        HttpResponse<String> taken = post(jenkins, "colony-webhook/");
        assertEquals(503, taken.statusCode());
        assertTrue(taken.headers().firstValue("Retry-After").isPresent());
        for (String other : List.of(
                "colony-webhook",
                "colony-webhook/more",
                "colony-webhook/..;/colony/",
                "colony/",
                "colony/issues/acme/shop/1",
                "colony/colony-webhook/")) {
            HttpResponse<String> refused = post(jenkins, other);
            assertTrue(List.of(400, 403).contains(refused.statusCode()), other + " " + refused.statusCode());
        }
    }

    @Test
    void aWebhookCountsByItsSignatureAlone(JenkinsRule jenkins) throws Exception {
        try (ColonyFixture colony = new ColonyFixture(directory)) {
            colony.open(jenkins);
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());
            assertEquals(401, post(jenkins, "colony-webhook/").statusCode());
            colony.addHook(jenkins.getURL());
            colony.fileIssue("Add a note");
            colony.github.awaitQuiet(ColonyFixture.PATIENCE);
            assertTrue(colony.github.deliveries().log().stream()
                    .allMatch(delivery -> delivery.status().orElse(0) == 202));
            assertEquals(403, ColonyFixture.status(jenkins, "colony/"));
        }
    }

    private static HttpResponse<String> post(JenkinsRule jenkins, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
