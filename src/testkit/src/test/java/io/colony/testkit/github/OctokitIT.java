package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.testkit.github.Receiver.Got;
import io.colony.testkit.github.description.Conformance;
import io.colony.testkit.github.description.Description;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client that nobody here wrote finds what it expects of a GitHub. */
class OctokitIT extends WithGitHub {
    private static final String SECRET = "s3cret";

    @Test
    void githubsOwnClientIsContent() throws Exception {
        Path root = projectRoot();
        Path modules = root.resolve("target/github");
        assumeTrue(
                Files.isDirectory(modules.resolve("node_modules/@octokit/rest")),
                "@octokit/rest is not installed; 'bin/github-descriptions' does that");
        Conformance conformance = new Conformance(Description.installed().orElseThrow());
        github.observe(conformance);
        github.deliveries().observe(conformance);

        CommandOutput output = new LocalCommandRunner()
                .run(
                        command(root, modules, pushedBranch(), signed()),
                        directory,
                        Map.of(
                                "PATH",
                                Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin")),
                        "",
                        Duration.ofSeconds(60));
        assertThat(output.stdout()).as(output.stderr()).contains("proved");
        conformance.assertNone();
    }

    private List<String> command(Path root, Path modules, String sha, Got got) throws Exception {
        Path body = Files.writeString(directory.resolve("body.json"), got.body());
        return List.of(
                "node",
                root.resolve("src/testkit/github/proof.mjs").toString(),
                modules.toString(),
                github.apiUrl().toString(),
                github.token(ada),
                "acme",
                "shop",
                sha,
                SECRET,
                got.signature(),
                body.toString());
    }

    private String pushedBranch() throws Exception {
        git(directory, "clone", "-q", withToken(github.token(ada)), "work");
        Path work = directory.resolve("work");
        Files.writeString(work.resolve("feature.txt"), "feature\n");
        git(work, "add", "-A");
        git(work, "commit", "-q", "-m", "Feature");
        assertThat(git(work, "push", "-q", "origin", "HEAD:refs/heads/feature").exitCode())
                .isZero();
        return git(work, "rev-parse", "HEAD").stdout().strip();
    }

    private Got signed() {
        try (Receiver receiver = new Receiver()) {
            github.addHook(shop, receiver.url(), List.of(SECRET), "label", "push");
            shop.push(ada, "other", "Other", Map.of("other.txt", "x"));
            github.awaitQuiet(Duration.ofSeconds(20));
            return receiver.got().getFirst();
        }
    }
}
