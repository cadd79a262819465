package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateScriptsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "sh check.sh                                    | /check.sh",
                "./ci/check --all                               | /ci/check",
                "bin/verify && sh \"ci/lint.sh\"                | /bin/verify,/ci/lint.sh",
                "MODE=ci bash -eu ./a.sh; python tools/run.py   | /a.sh,/tools/run.py",
                "cd sub && ./mvnw verify                        | /sub/mvnw",
                "bash ci/check                                  | /ci/check",
                "sh -c './x all' && (cd a; . ../env)            | /x,/env",
                "cd \"$DIR\" && ./check                          | **/check",
                "find src/main -name x                          | -",
                "node -e 0 && python -m pytest a/b              | -",
                "pytest tests/unit tests/test_a.py              | -",
                "npx vitest run src/a.test.ts                   | -",
                "make test                                      | -",
                "mvn -B verify -f sub/pom.xml                   | -",
                "grep -q first NOTES.md                         | -",
                "/usr/bin/check.sh ../outside.sh                | -"
            })
    void findsTheScriptsThatACommandStarts(String command, String patterns) {
        List<String> expected = patterns == null ? List.of() : List.of(patterns.split(",", -1));

        assertThat(GateScripts.patterns(List.of(new GateDefinition("g", command, Duration.ofMinutes(1)))))
                .isEqualTo(expected);
    }
}
