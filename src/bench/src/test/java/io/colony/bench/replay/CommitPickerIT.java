package io.colony.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.config.HostEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitPickerIT {
    @TempDir
    private Path directory;

    private CommitPicker.Picked pick(WrittenRepository repository, int count) {
        try (GateTrial gate = gate(repository)) {
            return new CommitPicker(repository.git(), gate, line -> {}).pick("HEAD", count);
        }
    }

    private static GateTrial gate(WrittenRepository repository) {
        return new GateTrial(
                repository.git(), WrittenRepository.GATE, Duration.ofMinutes(1), HostEnvironment.ofThisProcess());
    }

    @Test
    void commitsWithCodeAndTestsBecomeIssuesThatDependOnlyOnWhatTheyNeed() throws Exception {
        CommitPicker.Picked picked = pick(WrittenRepository.create(directory.resolve("written")), 9);

        assertThat(picked.picks())
                .extracting(Pick::title)
                .containsExactly(
                        "add apple",
                        "add bear",
                        "add cloud",
                        "add door",
                        "go on with apple",
                        "a fourth line",
                        "a fifth line");
        assertThat(picked.picks().stream().map(Pick::dependsOn))
                .as("the fifth one's file comes with the first")
                .containsExactly(List.of(), List.of(), List.of(), List.of(), List.of(1), List.of(), List.of());
        assertThat(picked.picks().get(4).body())
                .contains("See no. 12.", "- tests/apple.test.js", "Depends on #1")
                .doesNotContain("#12");
    }

    @Test
    void theNewestAreTaken() throws Exception {
        WrittenRepository repository = WrittenRepository.create(directory.resolve("written"));

        CommitPicker.Picked picked = pick(repository, 2);

        assertThat(picked.picks()).extracting(Pick::title).containsExactly("go on with apple", "a fourth line");
    }

    @Test
    void whatIsExpectedGoesByTheIssuesAndNotByTheirOrder() throws Exception {
        WrittenRepository repository = WrittenRepository.create(directory.resolve("written"));
        CommitPicker.Picked picked = pick(repository, 9);
        Expectation expectation = new Expectation(repository.git(), picked.base(), picked.changes());

        assertThat(text(repository, expectation, List.of(3, 2), "CHANGES.txt"))
                .isEqualTo("Changes\n\nNothing yet.\n- bear\n- cloud\n");
        assertThat(text(repository, expectation, List.of(7), "src/shared.js"))
                .as("without the line that came before it")
                .isEqualTo("first\nsecond\nthird\nfifth\n");
        assertThat(expectation.tree(List.of(5))).as("it needs the first").isEmpty();
    }

    @Test
    void aMergeThatLacksPartOfTheRealCommitIsTold() throws Exception {
        WrittenRepository repository = WrittenRepository.create(directory.resolve("written"));
        CommitPicker.Picked picked = pick(repository, 9);
        ReplayGit git = repository.git();
        ChangeJudge judge = new ChangeJudge(git, new Expectation(git, picked.base(), picked.changes()));
        String right = picked.picks().getFirst().commit();
        git.in(repository.directory(), java.util.Map.of(), "", "checkout", "--quiet", right);
        repository.write("src/apple.js", "apple two\n");
        repository.write("src/more.js", "more\n");
        String wrong = repository.commit("wrong");

        assertThat(judge.judge(git, right + "^", right, List.of(), 1).wrong()).isEmpty();
        assertThat(judge.judge(git, right + "^", wrong, List.of(), 1).wrong())
                .containsExactly("src/apple.js differs", "src/more.js is too much");
    }

    @Test
    void aThirdIsWrongAtFirstAndAPartThatIsLeftOutMakesTheGateRed() throws Exception {
        WrittenRepository repository = WrittenRepository.create(directory.resolve("written"));
        CommitPicker.Picked picked = pick(repository, 9);
        ReplayGit git = repository.git();
        Expectation expectation = new Expectation(git, picked.base(), picked.changes());
        try (GateTrial gate = gate(repository)) {
            List<Pick> planned = new MistakePlanner(git, gate, 5).plan(picked.picks(), expectation);

            List<Pick> wrong =
                    planned.stream().filter(pick -> !pick.mistakes().isEmpty()).toList();
            assertThat(wrong).hasSize(3);
            for (Pick pick : wrong) {
                Mistake mistake = pick.mistakes().getFirst();
                assertThat(pick.blindReview()).isEqualTo(mistake.kind().foundByPrograms());
                if (mistake.kind() == Mistake.Kind.DROPS_HUNK) {
                    TreeSet<Integer> with = new TreeSet<>(pick.dependsOn());
                    String before = expectation.tree(with).orElseThrow();
                    with.add(pick.number());
                    String after = expectation.tree(with).orElseThrow();
                    assertThat(gate.green(after)).isTrue();
                    assertThat(gate.green(new WrongFiles(git)
                                    .tree(before, after, mistake)
                                    .orElseThrow()))
                            .isFalse();
                }
            }
            assertThat(new MistakePlanner(git, gate, 5).plan(picked.picks(), expectation))
                    .as("the same seed gives the same mistakes")
                    .isEqualTo(planned);
        }
    }

    private static String text(
            WrittenRepository repository, Expectation expectation, List<Integer> issues, String path) {
        String tree = expectation.tree(new ArrayList<>(issues)).orElseThrow();
        return repository.git().in(repository.directory(), java.util.Map.of(), "", "show", tree + ":" + path);
    }
}
