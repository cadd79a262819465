package io.colony.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.yaml.YamlException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryConfigTest {
    private static final String SOURCE = "acme/tally:.colony/config.yaml";

    @Test
    void readsEverySetting() {
        RepositoryConfig config = RepositoryConfig.parse("""
                schema_version: 1
                gates:
                  - {name: build, command: make all}
                  - name: tests
                    command: sh check.sh
                    timeout: 90s
                    reports: ["**/target/surefire-reports/TEST-*.xml"]
                protected_paths: [deploy/**]
                size: {max_files: 7, max_bytes: 1000}
                review: {require_person: true, rework_rounds: 1}
                merge: {automerge_threshold: "0.75", author_may_approve: true}
                agent: mine
                """, SOURCE);

        assertThat(config.gates())
                .containsExactly(
                        new GateDefinition("build", "make all", Duration.ofMinutes(10)),
                        new GateDefinition(
                                "tests",
                                "sh check.sh",
                                Duration.ofSeconds(90),
                                List.of("**/target/surefire-reports/TEST-*.xml")));
        assertThat(config.policy().protectedPaths())
                .containsAll(PolicySettings.DEFAULT_PROTECTED)
                .contains("deploy/**");
        assertThat(config.policy().maxFiles()).isEqualTo(7);
        assertThat(config.policy().maxBytes()).isEqualTo(1000);
        assertThat(config.personRequired()).isTrue();
        assertThat(config.reworkRounds()).isEqualTo(1);
        assertThat(config.automergeThreshold()).isEqualTo(0.75);
        assertThat(config.authorMayApprove()).contains(true);
        assertThat(config.agent()).contains("mine");
    }

    @Test
    void answersTheDefaultsForAnEmptyFileAndForTheVersionAlone() {
        assertThat(RepositoryConfig.parse("# nothing\n", SOURCE)).isEqualTo(RepositoryConfig.DEFAULT);
        assertThat(RepositoryConfig.parse("schema_version: 1\n", SOURCE)).isEqualTo(RepositoryConfig.DEFAULT);
        assertThat(RepositoryConfig.DEFAULT.authorMayApprove()).isEqualTo(Optional.empty());
    }

    @Test
    void takesOtherGatesWhereTheOperatorGivesThem() {
        List<GateDefinition> gates = List.of(new GateDefinition("check-1", "make test", Duration.ofMinutes(1)));

        assertThat(RepositoryConfig.DEFAULT.withGates(gates).gates()).isEqualTo(gates);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        schema_version: 2                                  | 1: 'schema_version: 1' is expected in this file.
        `gates: []`                                        | 1: 'schema_version: 1' is expected in this file.
        schema_version: 1~gate: []                         | 2: unknown key 'gate'; did you mean 'gates'? Known here: schema_version, gates, protected_paths, size, policy, review, merge, agent.
        schema_version: 1~gates: sh check.sh               | 2: a list (- item) is expected here.
        schema_version: 1~gates:~- name: t                 | 3: this gate has no 'command'.
        schema_version: 1~gates:~- command: t              | 3: this gate has no 'name'.
        `schema_version: 1~gates:~- {name: t, command: ""}` | 3: this gate's command is empty; write what 'sh -c' is to run.
        schema_version: 1~gates:~- {name: t, command: a}~- {name: t, command: b} | 4: a gate called 't' stands above already; give each its own name.
        schema_version: 1~gates:~- {name: t, command: a, timeout: 3} | 3: '3' is no duration; write a number and a unit, such as 90s, 5m or 2h.
        schema_version: 1~gates:~- {name: a/b, command: a} | 3: 'a/b' is no gate name; use letters, digits, blanks, dots, hyphens.
        `schema_version: 1~gates:~- {name: t, command: a, reports: [../x.xml]}` | 3: '../x.xml' is no glob of reports below the checkout; write one such as '**/target/surefire-reports/TEST-*.xml'.
        `schema_version: 1~gates:~- {name: t, command: a, reports: []}` | 3: this gate's reports name no file; write a glob such as '**/target/surefire-reports/TEST-*.xml', or leave 'reports' out.
        schema_version: 1~size: {max_files: 0}             | 2: '0' is no whole number from 1 to 1000000.
        schema_version: 1~review: {require_person: yes}    | 2: 'yes' should be true or false.
        schema_version: 1~review: {rework: 3}              | 2: unknown key 'rework'. Known here: require_person, rework_rounds.
        schema_version: 1~merge: {automerge_threshold: 1.5} | 2: '1.5' is no confidence; write a number from 0 to 1, such as 0.9.
        """)
    void refusesWhatIsWrongWithPlaceAndCure(String yaml, String message) {
        assertThatThrownBy(() -> RepositoryConfig.parse(yaml.replace('~', '\n') + "\n", SOURCE))
                .isInstanceOf(YamlException.class)
                .hasMessage(SOURCE + ":" + message);
    }
}
