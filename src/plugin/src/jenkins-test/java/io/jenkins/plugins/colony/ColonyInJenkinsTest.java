package io.jenkins.plugins.colony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import io.colony.web.host.Standing;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ColonyInJenkinsTest {
    @Test
    void startsWithoutAStoreAndSaysSo(JenkinsRule jenkins) throws Exception {
        assertTrue(ColonyLifecycle.current().standing() instanceof Standing.Unset);
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        assertEquals(503, browser.goTo("colony/").getWebResponse().getStatusCode());
    }

    @Test
    void keepsItsConfigurationThroughTheForm(JenkinsRule jenkins) throws Exception {
        ColonyConfiguration.current().setStoreUrl("jdbc:postgresql://db.example.org/colony");
        jenkins.configRoundtrip();
        assertEquals("jdbc:postgresql://db.example.org/colony", ColonyConfiguration.current().getStoreUrl());
    }
}
