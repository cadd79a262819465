package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import org.junit.jupiter.api.Test;

class IssueJobNameTest {
    private static final IssueKey ISSUE = new IssueKey("acme/web.shop", 42);

    @Test
    void isFoundAgainByItsName() {
        assertThat(IssueJobName.fullName(ISSUE)).isEqualTo("colony/acme/web.shop/issue-42");
        assertThat(IssueJobName.issue(IssueJobName.fullName(ISSUE))).contains(ISSUE);
    }

    @Test
    void isNoOtherJobs() {
        assertThat(IssueJobName.issue("acme/web.shop/issue-42")).isEmpty();
        assertThat(IssueJobName.issue("colony/acme/web.shop/issue-0")).isEmpty();
        assertThat(IssueJobName.issue("colony/acme/web shop/issue-1")).isEmpty();
        assertThat(IssueJobName.issue("colony/acme/web.shop/main")).isEmpty();
        assertThat(IssueJobName.issue("colony/acme/web.shop/x/issue-4")).isEmpty();
    }

    @Test
    void showsTheTitleInOneLineThatIsNotTooLong() {
        assertThat(IssueJobName.displayName(ISSUE, "Add a\nsearch box ")).isEqualTo("#42 Add a search box");
        assertThat(IssueJobName.displayName(ISSUE, "x".repeat(300)))
                .hasSize(124)
                .endsWith("x\u2026");
    }

    @Test
    void leadsToThePageOfItsIssue() {
        assertThat(IssueJobName.page(ISSUE)).isEqualTo("/colony/issues/acme/web.shop/42");
    }
}
