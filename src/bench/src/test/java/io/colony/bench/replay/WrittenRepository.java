package io.colony.bench.replay;

import io.colony.engine.config.HostEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A small repository whose sources are lists of lines and whose tests say which line must be in which file, so that a shell
 * can check it. Nine commits after the first; two of them cannot be issues.
 */
record WrittenRepository(Path directory, ReplayGit git) {
    /** Green when every line that a test asks for is there, and no conflict marker is. */
    static final String GATE = "! grep -rq '^<<<<<<<' src || exit 1; for test in tests/*.js; do"
            + " while read -r file line; do grep -qxF \"$line\" \"$file\" || exit 1; done < \"$test\"; done";

    static WrittenRepository create(Path directory) throws IOException {
        ReplayGit git = new ReplayGit(directory.resolve(".git"), HostEnvironment.ofThisProcess());
        WrittenRepository repository = new WrittenRepository(directory, git);
        git.in(Files.createDirectories(directory), Map.of(), "", "init", "--quiet", "--initial-branch=main");
        repository.write("src/shared.js", "first\nsecond\nthird\n");
        repository.write("tests/shared.test.js", "src/shared.js first\n");
        repository.write("CHANGES.txt", "Changes\n\nNothing yet.\n");
        repository.commit("begin");
        for (String name : new String[] {"apple", "bear", "cloud", "door"}) {
            repository.write("src/" + name + ".js", name + " one\n" + name + " two\n");
            repository.write("tests/" + name + ".test.js", "src/" + name + ".js " + name + " two\n");
            repository.append("CHANGES.txt", "- " + name + "\n");
            repository.commit("add " + name);
        }
        repository.write("README.md", "read\n");
        repository.commit("words only");
        repository.append("src/apple.js", "apple three\n");
        repository.append("tests/apple.test.js", "src/apple.js apple three\n");
        repository.commit("go on with apple\n\nSee #12.");
        repository.append("src/shared.js", "fourth\n");
        repository.append("tests/shared.test.js", "src/shared.js fourth\n");
        repository.commit("a fourth line");
        repository.append("tests/shared.test.js", "src/shared.js second\n");
        repository.commit("test only");
        repository.append("src/shared.js", "fifth\n");
        repository.append("tests/shared.test.js", "src/shared.js fifth\n");
        repository.commit("a fifth line");
        return repository;
    }

    void write(String path, String text) throws IOException {
        Files.createDirectories(directory.resolve(path).resolve("..").normalize());
        Files.writeString(directory.resolve(path), text);
    }

    void append(String path, String text) throws IOException {
        write(path, Files.readString(directory.resolve(path)) + text);
    }

    String commit(String message) {
        git.in(directory, Map.of(), "", "add", "--all");
        git.in(directory, Map.of(), "", "commit", "--quiet", "--no-gpg-sign", "--message=" + message);
        return git.run("rev-parse", "HEAD");
    }
}
