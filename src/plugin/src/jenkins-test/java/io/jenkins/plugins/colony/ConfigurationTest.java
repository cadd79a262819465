package io.jenkins.plugins.colony;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.Secret;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import io.jenkins.plugins.colony.configuration.SecretVariable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationTest {
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:9/colony";
    private static final String CONFIGURATION =
            "descriptorByName/io.jenkins.plugins.colony.configuration.ColonyConfiguration/";
    private static final String YAML = """
            unclassified:
              colony:
                storeUrl: "%s"
                storeCredentialsId: store
                repositories: |
                  acme/shop
                  acme/docs
                stageLabels: "develop: colony && large"
                allowBuiltInNode: true
                daysToKeepJobs: 7
                settings: "ceilings: {issue: 10}"
                secrets:
                  - {variable: MODEL_KEY, credentialsId: model-key}
            """.formatted(NOWHERE);

    @TempDir
    private Path directory;

    @Test
    void theFormKeepsEachOfItsFields(JenkinsRule jenkins) throws Exception {
        addCredentials();
        ColonyConfiguration colony = ColonyConfiguration.current();
        colony.setStoreUrl(NOWHERE);
        colony.setStoreCredentialsId("store");
        colony.setRepositories("acme/shop\nacme/docs");
        colony.setSettings("ceilings: {issue: 10}\nlease: 12m");
        colony.setSecrets(List.of(new SecretVariable("MODEL_KEY", "model-key"), new SecretVariable("B", "model-key")));
        colony.setStageLabels("merge: colony-large");
        colony.setAllowBuiltInNode(true);
        colony.setDaysToKeepJobs(7);
        jenkins.configRoundtrip();
        assertEquals(NOWHERE, colony.getStoreUrl());
        assertEquals("store", colony.getStoreCredentialsId());
        assertEquals("acme/shop\nacme/docs", colony.getRepositories().replace("\r", ""));
        assertEquals("ceilings: {issue: 10}\nlease: 12m", colony.getSettings().replace("\r", ""));
        assertEquals(
                List.of("MODEL_KEY model-key", "B model-key"),
                colony.getSecrets().stream()
                        .map(secret -> secret.getVariable() + " " + secret.getCredentialsId())
                        .toList());
        assertEquals("merge: colony-large", colony.getStageLabels());
        assertTrue(colony.isAllowBuiltInNode());
        assertEquals(7, colony.getDaysToKeepJobs());

        colony.setSecrets(List.of());
        jenkins.configRoundtrip();
        assertEquals(List.of(), colony.getSecrets());
    }

    @Test
    void configurationAsCodeSetsAndExportsAllOfIt(JenkinsRule jenkins) throws Exception {
        configure(YAML);
        ColonyConfiguration colony = ColonyConfiguration.current();
        assertEquals(List.of("acme/shop", "acme/docs"), colony.choice().repositories());
        assertEquals("model-key", colony.choice().secrets().get("MODEL_KEY"));
        assertEquals("colony && large", colony.labels().of("develop"));
        assertEquals(7, colony.getDaysToKeepJobs());

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String yaml = exported.toString(StandardCharsets.UTF_8);
        for (String line : List.of(
                "storeUrl: \"" + NOWHERE + "\"",
                "storeCredentialsId: \"store\"",
                "allowBuiltInNode: true",
                "daysToKeepJobs: 7",
                "stageLabels: \"develop: colony && large\"",
                "settings: \"ceilings: {issue: 10}\"",
                "variable: \"MODEL_KEY\"")) {
            assertThat(yaml, containsString(line));
        }
    }

    @Test
    void configurationAsCodeRefusesWhatItDoesNotKnow(JenkinsRule jenkins) {
        assertThrows(ConfiguratorException.class, () -> configure("unclassified: {colony: {storeUri: x}}\n"));
        assertThrows(ConfiguratorException.class, () -> configure("unclassified: {colony: {repositories: no one}}\n"));
        assertEquals("", ColonyConfiguration.current().getRepositories());
    }

    @Test
    void credentialsThatAreMissingAreNamed(JenkinsRule jenkins) throws Exception {
        configure(YAML);
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        await().atMost(ColonyFixture.PATIENCE)
                .until(() -> browser.goTo("colony/").asNormalizedText(), text -> text.contains("model-key"));
        assertThat(
                browser.goTo("colony/").asNormalizedText(),
                containsString("There is no secret text and no GitHub App 'model-key' in Jenkins' global store, which"
                        + " variable MODEL_KEY is to have. Make it, or choose another in Manage Jenkins, System, Colony."));
        assertThat(browser.goTo("manage/").asNormalizedText(), containsString("no GitHub App 'model-key'"));

        String tested = post(
                        jenkins.createWebClient(),
                        CONFIGURATION + "testStore?storeUrl=" + NOWHERE + "&storeCredentialsId=gone")
                .getContentAsString();
        assertThat(tested, containsString("There are no credentials &#039;gone&#039; with user name and password"));
    }

    @Test
    void onlyWhoMayConfigureSeesWhatThereIsToChooseFrom(JenkinsRule jenkins) throws Exception {
        addCredentials();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, ColonyPermissions.READ)
                .everywhere()
                .to("ada", "bob")
                .grant(ColonyPermissions.CONFIGURE)
                .everywhere()
                .to("ada"));
        String secret = "descriptorByName/io.jenkins.plugins.colony.configuration.SecretVariable/";
        for (String path : List.of(
                CONFIGURATION + "fillStoreCredentialsIdItems?storeCredentialsId=",
                secret + "fillCredentialsIdItems?credentialsId=")) {
            WebResponse seen = post(jenkins.createWebClient().login("ada"), path);
            assertEquals(200, seen.getStatusCode());
            assertThat(seen.getContentAsString(), containsString(path.startsWith(secret) ? "model-key" : "store"));
            assertThat(seen.getContentAsString(), not(containsString("very-secret")));
            WebResponse refused = post(jenkins.createWebClient().login("bob"), path);
            assertEquals(403, refused.getStatusCode());
            assertThat(refused.getContentAsString(), not(containsString("model-key")));
            // No link of somebody else's page can ask.
            jenkins.createWebClient().login("ada").assertFails(path, 404);
        }
        for (String check : List.of("checkStoreUrl", "checkSettings", "testStore")) {
            assertEquals(
                    403,
                    post(jenkins.createWebClient().login("bob"), CONFIGURATION + check + "?value=x")
                            .getStatusCode());
        }
    }

    private void configure(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static void addCredentials() throws Exception {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "store", "", "colony", "very-secret-password"));
        store.getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "model-key", "", Secret.fromString("very-secret-key")));
        store.save();
    }

    private static WebResponse post(JenkinsRule.WebClient browser, String path) throws Exception {
        browser.setThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(browser.createCrumbedUrl(path), HttpMethod.POST);
        return browser.getPage(request).getWebResponse();
    }
}
