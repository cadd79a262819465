package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Repository;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.issue.Issue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the change has one gate do changes nothing of what another one says, or the same one says the next time. */
class GatesApartIT extends WithColony {
    private static final String TWO = """
            schema_version: 1
            gates:
              - {name: tests, command: sh tests.sh}
              - name: lint
                command: . ./lint.sh
            """;

    private static final String BUILDS_ON = TWO + "    builds_on: tests\n";

    private static final String BOTH = TWO + """
              - name: lint after
                command: . ./lint.sh
                builds_on: tests
            """;

    private void prepared(String config, String tests, String lint) {
        colony.host()
                .commit(
                        "main",
                        "gates",
                        Map.of(
                                ".colony/config.yaml",
                                config,
                                "tests.sh",
                                tests,
                                "lint.sh",
                                lint,
                                "dir/word.txt",
                                "good\n"));
    }

    private String results() {
        return String.join(" ", colony.list("select gate || ':' || result from gate_results order by id limit 2"));
    }

    private Issue reviewed() {
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();
        return issue;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo true > lint.sh",
                "rm lint.sh && ln -s tests.sh lint.sh",
                "rm lint.sh; mkdir lint.sh; rmdir lint.sh; printf 'return 0\\n' > lint.sh",
                "chmod 000 lint.sh; echo ok > dir/word.txt",
                "rm -r dir && ln -s /tmp dir",
                "echo alias sh=true > $HOME/.profile; touch $HOME/.marker",
                "printf '#!/bin/sh\\n' > .git/hooks-x; printf '[core]\\nfsmonitor = ./tests.sh\\n' >> .git/config",
                "echo 'return 0' > lint.sh; git add lint.sh; git -c user.name=x -c user.email=x@x commit -qm x",
                "git update-index --assume-unchanged lint.sh; echo 'return 0' > lint.sh",
                "mkdir -p .git/info; echo '*' > .git/info/exclude; touch left",
                "cd ..; rm -rf *; mkdir shop; cd shop; echo 'return 0' > lint.sh"
            })
    void aGateThatRewritesOthersChangesNothing(String attack) {
        prepared(BOTH, "test -e greeting.txt || exit 0\n" + attack + "\nexit 0\n", """
                test -f lint.sh && test ! -L lint.sh && test ! -L dir || return 0
                test ! -e "$HOME/.profile" && test ! -e "$HOME/.marker" || return 0
                test -z "$(git config core.fsmonitor | grep tests)" || return 0
                test -z "$(git status --porcelain --untracked-files=no)" || return 0
                test "$(cat dir/word.txt)" = good || return 0
                test ! -s .git/info/exclude || return 0
                test ! -e greeting.txt
                """);
        Issue issue = reviewed();

        assertThat(colony.list("select gate from gate_results")).contains("lint", "lint after");
        assertThat(colony.list("select result from gate_results where gate like 'lint%'"))
                .doesNotContain("pass");
        assertThat(merged("greeting.txt")).isEmpty();
        assertThat(colony.state(issue)).isNotEqualTo("done");
    }

    @Test
    void aGateThatMendsFilesAndFailsStaysRed() {
        prepared(
                TWO,
                "if test -e mended || test ! -e greeting.txt; then exit 0; fi; touch mended; false\n",
                "test ! -e mended\n");
        Issue issue = reviewed();

        assertThat(results()).isEqualTo("tests:fail lint:pass");
        assertThat(colony.list("select flaky::text from gate_results")).containsOnly("false");
        assertThat(colony.state(issue)).isNotEqualTo("done");
    }

    @Test
    void aGateThatIsFlakyForReasonsOutsideOfItStillPasses(@TempDir Path outside) {
        Path marker = outside.resolve("second");
        prepared(TWO, "test -e " + marker + " || { touch " + marker + "; false; }\n", "true\n");
        Issue issue = reviewed();

        assertThat(colony.list("select flaky::text from gate_results where gate = 'tests'"))
                .containsExactly("true");
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"false | tests:pass lint:fail", "true | tests:pass lint:pass"})
    void onlyAGateThatSaysSoFindsWhatTheOneBeforeHasBuilt(boolean buildsOn, String expected) {
        prepared(
                buildsOn ? BUILDS_ON : TWO,
                "mkdir -p target/classes; echo built > target/classes/a; echo cached > $HOME/cache\n",
                "test \"$(cat target/classes/a)\" = built && test ! -e $HOME/cache\n");
        reviewed();

        assertThat(results()).isEqualTo(expected);
    }

    /** Red on the base alone where the base's gates shared a clone: then the change would not be blamed. */
    @Test
    void theBaseIsAskedByTheSameRules() {
        prepared(TWO, "touch left\n", "test ! -e left && test ! -e greeting.txt\n");
        reviewed();

        assertThat(colony.list("select baseline from gate_results where gate = 'lint'"))
                .isNotEmpty()
                .containsOnly("pass");
        // Nothing builds on the other gate, so nobody asked what it says about the base.
        assertThat(colony.list("select distinct command_hash from gate_baselines"))
                .hasSize(1);
    }

    @Test
    void onTheBaseWhatAGateBuildsOnRunsBeforeIt() {
        prepared(BUILDS_ON, "echo built > left\n", "test -e left && test ! -e greeting.txt\n");
        reviewed();

        assertThat(colony.list("select baseline from gate_results where gate = 'lint'"))
                .isNotEmpty()
                .containsOnly("pass");
        assertThat(colony.list("select distinct command_hash from gate_baselines"))
                .hasSize(2);
    }

    @Test
    void anOperatorsOwnGatesBuildOnOneAnotherAsWell() {
        Repository repository =
                colony.intake.register("acme", colony.forge.forge().name(), StageFixture.SLUG);
        colony.intake.set(
                repository,
                FileRepositoryPolicy.settings(List.of(
                        new GateDefinition("first", "echo built > left", Duration.ofMinutes(1)),
                        new GateDefinition(
                                "second", "test -e left", Duration.ofMinutes(1), List.of(), Optional.of("first")))));
        Issue issue = reviewed();

        assertThat(results()).isEqualTo("first:pass second:pass");
        assertThat(colony.state(issue)).isEqualTo("done");
    }
}
