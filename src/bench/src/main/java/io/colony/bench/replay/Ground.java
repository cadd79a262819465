package io.colony.bench.replay;

import io.colony.bench.BenchException;
import io.colony.engine.config.HostEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory of a replay: a copy of the repository with all that is known of it, and one that ends at the base. */
record Ground(Path directory, HostEnvironment host) {
    static final String BRANCH = "main";

    /** The harness's own copy, with the whole history. */
    ReplayGit source(Path repository) {
        ReplayGit git = bare("source.git");
        git.run(
                "fetch",
                "--quiet",
                "--no-tags",
                repository.toString(),
                "+refs/*:refs/replay/*",
                "+HEAD:refs/heads/tip");
        return git;
    }

    /** The commit that a name means in the repository. */
    String resolve(Path repository, String name) {
        Path git = Files.isDirectory(repository.resolve(".git")) ? repository.resolve(".git") : repository;
        return new ReplayGit(git, host).run("rev-parse", "--verify", name + "^{commit}");
    }

    /** What the code host takes in: one branch, which ends at the base. */
    Path original(ReplayGit source, String base) {
        ReplayGit git = bare("original.git");
        source.run("branch", "--force", "base", base);
        git.run("fetch", "--quiet", "--no-tags", source.gitDirectory().toString(), "base:" + BRANCH);
        git.run("symbolic-ref", "HEAD", "refs/heads/" + BRANCH);
        return git.gitDirectory();
    }

    private ReplayGit bare(String name) {
        try {
            Path path = Files.createDirectories(directory.resolve(name));
            ReplayGit git = new ReplayGit(path, host);
            git.in(directory, Map.of(), "", "init", "--quiet", "--bare");
            return git;
        } catch (IOException failure) {
            throw new BenchException(directory + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    Path script() {
        return directory.resolve("script.json");
    }

    Path costs() {
        return directory.resolve("costs.jsonl");
    }

    /** The configuration: the scripted agent by its command line, as anybody's program. */
    Path configuration(int workers) {
        String words = Stream.concat(
                        Stream.of(
                                host.javaHome().resolve("bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xshare:auto",
                                "-Xmx128m",
                                "-cp",
                                host.classPath(),
                                ReplayAgent.class.getName()),
                        List.of(script().toString()).stream())
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path file = directory.resolve("colony.yaml");
        try {
            Files.writeString(file, """
                    work_directory: work
                    http: {port: 0}
                    workers: {count: %d}
                    agents: {replay: {command: "%s", inactivity: 2m}}
                    agent: replay
                    ceilings: {run: "10", issue: "100", repository_day: "2000"}
                    intake: {per_author: 0, per_repository: 0}
                    """.formatted(workers, words));
            return file;
        } catch (IOException failure) {
            throw new BenchException(file + " cannot be written: " + failure.getMessage(), failure);
        }
    }
}
