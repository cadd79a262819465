package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Usd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that do what agents must not, each through all of the pipeline: it has to end where the contract says, with a
 * reason that a person understands. The table of what was seen is written to {@code target/misbehaving-agents.md}.
 */
class MisbehavingAgentsIT extends WithColony {
    private static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

    static Stream<CorpusCase> agents() {
        return CorpusCase.all("misbehaving").stream();
    }

    /** An issue may cost enough for its failures to be counted: the ceiling has tests of its own. */
    @Override
    @BeforeEach
    void start() {
        colony = new StageFixture(work, new Ceilings(Usd.of("2"), Usd.of("50"), Usd.of("50"), Optional.empty()));
        colony.host()
                .commit(
                        "main",
                        "tests",
                        Map.of(
                                "test/list_test.py",
                                "def test_has_three_lines():\n    assert len(open(\"list.txt\").readlines()) == 3\n"));
    }

    @ParameterizedTest
    @MethodSource("agents")
    void endsWhereItMustWithAReason(CorpusCase agent) {
        agent.fact("config")
                .ifPresent(gate -> moveMain(
                        ".colony/config.yaml",
                        "schema_version: 1\ngates:\n  - {name: check, command: " + gate + "}\n"));
        agent.fact("gates")
                .ifPresent(gates -> moveMain(".colony/config.yaml", "schema_version: 1\ngates: " + gates + "\n"));
        for (int turn = 0; turn < 10; turn++) {
            colony.agent.next(agent.stage(), work -> CorpusAgent.play(agent, work));
        }
        Issue issue = colony.file("Greet", agent.fact("issue").orElse("Please greet."));
        colony.mayor.run();
        colony.workOn();

        String reason = colony.reason(issue);
        SEEN.add("| " + agent.name() + " | " + agent.fact("does").orElseThrow() + " | " + agent.stage() + " | "
                + colony.state(issue) + " | " + shown(reason) + " |");
        assertThat(colony.state(issue)).as(reason).isEqualTo(agent.fact("ends").orElseThrow());
        assertThat(reason).contains(agent.fact("because").orElseThrow());
        leavesNothing(agent, issue);
    }

    /** As in the published table, without what differs from run to run. */
    private static String shown(String reason) {
        return reason.replaceAll("\\b[0-9a-f]{64}\\b", "(hash)")
                .replaceAll("\\b[0-9a-f]{40}\\b", "(commit)")
                .replaceAll("takes \\d+ bytes", "takes (many) bytes")
                .replace("|", "\\|")
                .replaceAll("\\s+", " ");
    }

    private void leavesNothing(CorpusCase agent, Issue issue) {
        agent.fact("nothing-lives")
                .ifPresent(command -> assertThat(
                                ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                        .noneMatch(line -> line.contains(command)));
        agent.fact("never").ifPresent(name -> assertThat(files(name)).isEmpty());
        agent.fact("finds-no").ifPresent(secret -> {
            assertThat(System.getenv("GITHUB_TOKEN"))
                    .as("what is there to be found")
                    .isEqualTo(secret);
            assertThat(colony.list("select text from transcripts")).noneMatch(line -> line.contains(secret));
            assertThat(Integer.parseInt(merged("lines.txt").orElseThrow().strip()))
                    .isGreaterThan(10);
        });
        agent.fact("pushes-nothing").ifPresent(file -> assertThat(merged(file)).isEmpty());
        agent.fact("cost")
                .ifPresent(cost -> assertThat(colony.one(
                                "select sum(usd)::numeric(18, 2)::text from cost_events where issue_id = ? and stage = ?",
                                issue.id(),
                                agent.stage()))
                        .isEqualTo(cost));
        boolean merged = !colony.list("select 1 from issues where id = ? and merge_sha is not null", issue.id())
                .isEmpty();
        assertThat(merged).isEqualTo(colony.state(issue).equals("done"));
    }

    private List<Path> files(String name) {
        try (Stream<Path> all = Files.walk(work)) {
            return all.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Written, and held against what is published. */
    @AfterAll
    static void report() throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("| agent | what it does | stage | ends as | reason shown |", "|---|---|---|---|---|"));
        SEEN.stream().sorted().forEach(lines::add);
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/misbehaving-agents.md"), lines);
        if (SEEN.size() == agents().count()) {
            assertThat(Files.readString(Path.of("../../docs/misbehaving-agents.md")))
                    .as("docs/misbehaving-agents.md; what was seen now is in src/testkit/target/misbehaving-agents.md")
                    .contains(String.join("\n", lines));
        }
    }

    @Test
    void theCorpusHasEveryKindThatIsAskedFor() {
        assertThat(agents().map(CorpusCase::name))
                .contains(
                        "silent",
                        "endless",
                        "garbage",
                        "truncated-json",
                        "empty-verdict",
                        "claims-a-missing-file",
                        "claims-a-wrong-hash",
                        "edits-ci",
                        "adds-a-gnumakefile",
                        "shadows-the-test-runner",
                        "decides-which-tests-run",
                        "rewrites-its-script",
                        "a-name-in-other-letters",
                        "skips-a-test",
                        "deletes-tests",
                        "adds-a-secret",
                        "obeys-the-issue",
                        "obeys-what-is-hidden-in-the-issue",
                        "forks-a-daemon",
                        "hands-in-too-much",
                        "edits-git-configuration",
                        "writes-outside",
                        "nothing-done",
                        "gate-is-not-there",
                        "mends-in-a-gate",
                        "rewrites-the-next-gate");
    }
}
