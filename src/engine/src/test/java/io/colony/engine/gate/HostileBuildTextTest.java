package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.FileTexts;
import io.colony.engine.git.ChangeSet.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Build files that an agent has written to keep us busy: a megabyte of whatever a pattern may stumble over. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileBuildTextTest {
    private static final int SIZE = 1_000_000;

    static Stream<Watched> parts() {
        return Arrays.stream(Watched.values()).filter(Watched::comparesTexts);
    }

    private static final List<String> TEXTS = texts();

    private static List<String> texts() {
        String scripts = IntStream.range(0, 40_000)
                .mapToObj(i -> "\"s" + i + "\":\"s" + (i + 1) + "\"")
                .collect(Collectors.joining(","));
        return Stream.concat(
                        Stream.of(
                                        "[",
                                        "a",
                                        "\"",
                                        "'",
                                        "a.",
                                        ". ",
                                        "version",
                                        "{\"a\":",
                                        "<a>",
                                        "<a",
                                        "a=1\n",
                                        "[a]\n",
                                        "#\n",
                                        "implementation(",
                                        "gem 'a' ,",
                                        "{:a, ",
                                        "\\",
                                        "(",
                                        "\t\n",
                                        "é ",
                                        "a = [\n")
                                .map(part -> part.repeat(SIZE / part.length())),
                        Stream.of(
                                "[" + "dependencies.".repeat(15) + "]\n" + "a=1\n".repeat(200_000),
                                "<project>" + ("<" + "a".repeat(9_000) + ">").repeat(49) + "<b/>".repeat(100_000),
                                "<project>" + "<properties>x</properties>".repeat(30_000) + "</project>",
                                "{\"scripts\":{" + scripts + "}}",
                                "<Project><PackageReference Include='a" + " ".repeat(SIZE) + "'/></Project>",
                                "<Project><PackageReference Include='" + " a=b".repeat(SIZE / 4) + "'/></Project>",
                                "<Project>" + ("<" + "a".repeat(99) + ">").repeat(9)
                                        + "<PackageVersion/>".repeat(55_000),
                                "{\"dependencies\":{\"" + "a".repeat(45_000) + "\":{" + scripts + "}}}",
                                "install_requires = ['a\"\":'" + "'a',".repeat(SIZE / 4),
                                "[options]\ninstall_requires =\n" + (" a = " + " ".repeat(3_900) + "x\n").repeat(250),
                                ("install_requires = ['a = " + " ".repeat(3_900) + "x']\n").repeat(250)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void areReadInReasonableTime(Watched part) {
        for (String text : TEXTS) {
            part.facts(text, Set.of("test", "s0"))
                    .ifPresent(facts -> assertThat(facts).hasSizeLessThan(SIZE));
        }
    }

    @ParameterizedTest
    @EnumSource(Manifest.class)
    void areSearchedForDependenciesInReasonableTime(Manifest manifest) {
        Stream<String> more = Stream.of(
                        "- ", "? ", "{", "- &a [*a, *a]\n", "dependencies: [", "install_requires = ['a',\n")
                .map(part -> part.repeat(SIZE / part.length() / 2));
        String name = "dependencies:\n  ? " + "a".repeat(SIZE / 2) + "\n  : {";
        Stream<String> names = Stream.of(name + "a: 1, b: 1, ".repeat(10_000) + "c: 1}\n");
        for (String text :
                Stream.of(TEXTS.stream(), more, names).flatMap(all -> all).toList()) {
            assertThat(WholeDependencies.news(manifest, new FileTexts(Optional.of("{}"), Optional.of(text))))
                    .hasSizeLessThan(SIZE);
        }
    }

    @Test
    void manyChangedFilesAreHeldAgainstManyPatternsInReasonableTime() {
        String command = "make && npm test && pytest && mvn verify && gradle check && cargo test && bundle exec rspec";
        List<GateDefinition> gates = List.of(new GateDefinition("check", command, Duration.ofMinutes(1)));
        List<ChangedFile> files = IntStream.range(0, 20_000)
                .mapToObj(i -> new ChangedFile(
                        Kind.ADDED, "src/a" + i + "/b/c" + i + ".java", Optional.empty(), "100644", 1, false))
                .toList();

        assertThat(new DefaultPolicyGates()
                        .evaluate(
                                new ChangeSet("a", "b", files),
                                "",
                                new PolicySettings(List.of(), 100_000, 1_000_000)
                                        .withGateFiles(GateFiles.of(gates, path -> Optional.empty()))))
                .isEmpty();
    }

    @Test
    void aDefaultBranchThatLeadsFromFileToFileComesToAnEnd() {
        GateDefinition gate = new GateDefinition("check", "sh a0", Duration.ofMinutes(1));

        List<GateFile> files =
                GateFiles.of(List.of(gate), path -> Optional.of("sh " + path + "0\nmake -C " + path + "\n"));

        assertThat(files).hasSizeGreaterThan(10).hasSizeLessThan(5_000);
    }
}
