package io.colony.engine.forge.github;

import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.forge.Forge.RepositoryInfo;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitException;
import io.colony.engine.git.Names;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.git.RemoteTrouble;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.secret.Secret;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Pushes to our own branches by comparison, with the coder's token in the environment of that one call. */
final class Pushes {
    private static final Pattern NOT_LET_IN = Pattern.compile(
            "authentication failed|could not read username|returned error: 40[13]|invalid username or|permission to .* denied"
                    + "|write access to repository not granted|returned error: 404|repository .*not found");
    private static final int MOST_WORDS = 500;

    private final Accounts accounts;
    private final ApiUrl api;
    private final Pulls pulls;
    private final GitCommand git;
    private final Function<String, RepositoryInfo> repositories;

    Pushes(Accounts accounts, ApiUrl api, Pulls pulls, GitCommand git, Function<String, RepositoryInfo> repositories) {
        this.accounts = accounts;
        this.api = api;
        this.pulls = pulls;
        this.git = git;
        this.repositories = repositories;
    }

    private record Asked(String slug, Path directory, String branch, Optional<String> expected, String sha) {
        String ref() {
            return "refs/heads/" + branch;
        }
    }

    PushOutcome push(String slug, Path clone, String branch, Optional<String> expected, String sha) {
        Asked asked = new Asked(slug, clone, branch, expected, sha);
        Optional<PushOutcome> refusal = malformed(asked);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        RepositoryInfo repository = repositories.apply(slug);
        if (branch.equals(repository.defaultBranch())) {
            return new PushOutcome.Rejected("'" + branch + "' is the default branch of " + repository.slug()
                    + ": it changes by merging a pull request only");
        }
        if (pulls.tip(slug, branch, Lane.ACT).equals(Optional.of(sha))) {
            return new PushOutcome.Pushed(true);
        }
        return push(asked, repository.cloneUrl());
    }

    private static Optional<PushOutcome> malformed(Asked asked) {
        if (!Names.isSha(asked.sha()) || !asked.expected().map(Names::isSha).orElse(true)) {
            return Optional.of(new PushOutcome.Rejected("commits are named by 40 hexadecimal digits"));
        }
        try {
            Names.branch(asked.branch());
            return Optional.empty();
        } catch (GitException noBranch) {
            return Optional.of(new PushOutcome.Rejected(noBranch.getMessage()));
        }
    }

    private PushOutcome push(Asked asked, String url) {
        TokenSource tokens = accounts.coder(asked.slug()).wire().tokens();
        Secret token = tokens.current();
        CommandOutput output = run(asked, url, token);
        if (output.exitCode() != 0 && notLetIn(output) && tokens.renewed(token)) {
            output = run(asked, url, tokens.current());
        }
        return output.exitCode() == 0 ? new PushOutcome.Pushed(false) : failed(asked, output);
    }

    private CommandOutput run(Asked asked, String url, Secret token) {
        RemoteAccess access = new GitToken(api, slug -> token);
        try {
            return git.in(asked.directory())
                    .reaching(url, access)
                    .attempt(
                            "push",
                            "--porcelain",
                            "--no-verify",
                            "--no-follow-tags",
                            "--force-with-lease=" + asked.ref() + ":"
                                    + asked.expected().orElse(""),
                            "--",
                            Names.cloneUrl(url),
                            asked.sha() + ":" + asked.ref());
        } catch (GitException noEnd) {
            throw ForgeException.temporary(
                    "Pushing '" + asked.branch() + "' to " + asked.slug() + " did not come to an end: "
                            + noEnd.getMessage() + " It will be tried again.",
                    noEnd);
        }
    }

    private PushOutcome failed(Asked asked, CommandOutput output) {
        String words = words(output);
        String what = "Pushing '" + asked.branch() + "' to " + asked.slug() + " failed: " + words;
        Optional<String> tip = pulls.tip(asked.slug(), asked.branch(), Lane.ACT);
        if (tip.equals(Optional.of(asked.sha()))) {
            return new PushOutcome.Pushed(true);
        }
        if (!tip.equals(asked.expected())) {
            return new PushOutcome.Moved(tip);
        }
        if (notLetIn(output)) {
            throw ForgeException.permanent(
                    what + " The coder's credential must be allowed to write the repository's"
                            + " contents (permission 'Contents: write'; 'Workflows: write' for files below .github/workflows).");
        }
        if (RemoteTrouble.passing(output)) {
            throw ForgeException.temporary(what + " It will be tried again.");
        }
        return new PushOutcome.Rejected(words);
    }

    private static boolean notLetIn(CommandOutput output) {
        return NOT_LET_IN.matcher(lower(output)).find();
    }

    private static String lower(CommandOutput output) {
        return output.stderr().toLowerCase(Locale.ROOT);
    }

    private static String words(CommandOutput output) {
        String said = (output.stdout() + "\n" + output.stderr()).strip();
        String end = said.length() <= MOST_WORDS ? said : "…" + said.substring(said.length() - MOST_WORDS);
        return Refusal.printable(end);
    }
}
