package io.colony.engine.git;

import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.Beginning;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The git command, with an environment and configuration of ours for every call: nothing of the machine's or the user's
 * configuration is read, and nothing that a repository names is run. Safe for use by many threads.
 *
 * <p>What a repository's own {@code config} file says is still read by git. The settings below win over the dangerous
 * ones, but filters and drivers have names of their own: so run it only in git directories whose configuration we wrote.
 */
public final class GitCommand {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final int MAX_WORDS = 2_000;
    /** Attributes are read from here where git can (2.43 and newer): a bare repository's HEAD is not asked. */
    private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private final CommandRunner runner;
    private final Path home;
    private final Map<String, String> environment;
    private final RemoteAccess access;
    private final boolean bounded;

    /**
     * How to run git.
     *
     * @param home an empty directory that becomes git's {@code HOME}; it exists
     * @param environment what git needs of this machine's environment, such as {@code PATH}, a proxy or an SSH agent;
     *     {@code GIT_*} in it is not passed on
     */
    public GitCommand(CommandRunner runner, Path home, Map<String, String> environment) {
        this(runner, home, environment, RemoteAccess.NONE);
    }

    /**
     * {@link #GitCommand(CommandRunner, Path, Map)} that fetches with credentials.
     *
     * @param access asked for each call that {@link Call#reaching(String) reaches} a remote, and for no other
     */
    public GitCommand(CommandRunner runner, Path home, Map<String, String> environment, RemoteAccess access) {
        this(runner, home, Map.copyOf(environment), access, false);
    }

    private GitCommand(
            CommandRunner runner, Path home, Map<String, String> environment, RemoteAccess access, boolean bounded) {
        this.runner = runner;
        this.home = home;
        this.environment = environment;
        this.access = access;
        this.bounded = bounded;
    }

    /**
     * The same for repositories with objects that an agent made and nobody has looked at: git takes no more memory for one
     * than honest ones need. What comes of it otherwise is said by {@link RefusedContent#judged}.
     */
    public GitCommand bounded() {
        return new GitCommand(runner, home, environment, access, true);
    }

    /** A call in this git directory, which needs no work tree. */
    public Call in(Path gitDirectory) {
        return new Call(gitDirectory.toAbsolutePath());
    }

    /** Says the version of git; fails where there is none, or one older than 2.38. */
    public String requireVersion() {
        CommandOutput output = runner.run(List.of("git", "--version"), home, base(), "", TIMEOUT);
        if (output.exitCode() != 0) {
            throw new GitException("git cannot be run: " + said(output) + " Install git 2.38 or newer.");
        }
        String version = output.stdout().replace("git version", "").strip();
        String[] numbers = version.split("[^0-9]+", 3);
        int major = number(numbers, 0);
        if (major < 2 || (major == 2 && number(numbers, 1) < 38)) {
            throw new GitException("git " + version + " is too old: rebases need git 2.38 or newer (merge-tree"
                    + " --write-tree). Install a newer git.");
        }
        return version;
    }

    private static int number(String[] numbers, int index) {
        return index < numbers.length && numbers[index].matches("[0-9]{1,6}") ? Integer.parseInt(numbers[index]) : 0;
    }

    private Map<String, String> base() {
        return GitHardening.environment(home, environment);
    }

    private static String said(CommandOutput output) {
        String words = output.stderr().isBlank() ? output.stdout() : output.stderr();
        String stripped = words.strip();
        if (output.timedOut()) {
            return "it took longer than " + TIMEOUT.toMinutes() + " min. " + stripped;
        }
        if (stripped.isEmpty()) {
            return "it ended with code " + output.exitCode() + " and said nothing.";
        }
        return stripped.length() > MAX_WORDS ? stripped.substring(0, MAX_WORDS) + " ..." : stripped;
    }

    /** One call, put together step by step; used by one thread. */
    public final class Call {
        private final Path gitDirectory;
        private final Map<String, String> own = new LinkedHashMap<>();
        private Path directory;
        private String input = "";

        private Call(Path gitDirectory) {
            this.gitDirectory = gitDirectory;
            this.directory = gitDirectory;
            own.put("GIT_DIR", gitDirectory.toString());
            own.put("GIT_ATTR_SOURCE", EMPTY_TREE);
        }

        /** Works on this tree. */
        public Call workTree(Path tree) {
            own.put("GIT_WORK_TREE", tree.toAbsolutePath().toString());
            own.remove("GIT_ATTR_SOURCE");
            directory = tree;
            return this;
        }

        /** Works with this index in place of the git directory's. */
        public Call index(Path index) {
            own.put("GIT_INDEX_FILE", index.toAbsolutePath().toString());
            return this;
        }

        /** Connects to this remote, with what it takes to be let in there. */
        public Call reaching(String url) {
            return reaching(url, access);
        }

        /** {@link #reaching(String)} with a credential of the caller's own. */
        public Call reaching(String url, RemoteAccess credential) {
            own.putAll(credential.environment(url));
            if (url.startsWith("http:")) {
                // Of this machine only: Names.cloneUrl refuses any other.
                own.put("GIT_ALLOW_PROTOCOL", "http");
            }
            return this;
        }

        /** Runs in this directory, which is where git puts files. */
        public Call directory(Path where) {
            directory = where;
            return this;
        }

        /** Gives git this on standard input. Paths go in here, since arguments depend on the machine's encoding. */
        public Call input(String text) {
            input = text;
            return this;
        }

        /** Runs git and returns what it printed; a {@link GitException} where its exit code is not 0. */
        public String run(String... arguments) {
            CommandOutput output = attempt(arguments);
            if (output.exitCode() != 0) {
                throw failure(output, arguments);
            }
            return output.stdout();
        }

        /** Runs git whatever its exit code; a {@link GitException} only where it did not come to one. */
        public CommandOutput attempt(String... arguments) {
            CommandOutput output = runner.run(words(arguments), directory, environment(), input, TIMEOUT);
            if (output.timedOut() || output.exitCode() < 0) {
                throw failure(output, arguments);
            }
            return output;
        }

        /** The first so many bytes of what git prints, decoded as UTF-8; git is ended where it prints more. */
        Beginning begin(int most, String... arguments) {
            Beginning beginning = runner.begin(words(arguments), directory, environment(), most, TIMEOUT);
            if (!beginning.cut() && beginning.output().exitCode() != 0) {
                throw failure(beginning.output(), arguments);
            }
            return beginning;
        }

        private List<String> words(String... arguments) {
            List<String> command = new ArrayList<>(List.of("git", "--no-pager", "--literal-pathspecs"));
            command.addAll(GitHardening.options());
            if (bounded) {
                command.addAll(GitHardening.BOUND_OPTIONS);
            }
            command.addAll(Arrays.asList(arguments));
            return command;
        }

        private Map<String, String> environment() {
            Map<String, String> all = base();
            if (bounded) {
                all.putAll(GitHardening.BOUNDS);
            }
            all.putAll(own);
            return all;
        }

        /** What to throw when an attempt's exit code is not one of the expected ones. */
        public GitException failure(CommandOutput output, String... arguments) {
            return new GitException("git " + arguments[0] + " failed in " + gitDirectory + ": " + said(output));
        }
    }
}
