package io.colony.engine.git;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fetches into a git directory of ours; the address stays out of its configuration. */
public final class Fetch {
    /** Another user's directory is served as well, and any commit of it may be asked for by name. */
    private static final String LOCAL_UPLOAD_PACK =
            "--upload-pack=git -c safe.directory=* -c uploadpack.allowAnySHA1InWant=true"
                    + " -c core.fsmonitor=false upload-pack";

    private static final int TRIES = 3;

    private Fetch() {}

    /** Fetches what the refspecs name; refs that their source has no more are removed, objects never are. */
    public static void run(GitCommand git, Path directory, String url, String... refspecs) {
        List<String> arguments = new ArrayList<>(List.of(
                "fetch",
                "--quiet",
                "--no-tags",
                "--prune",
                "--no-write-fetch-head",
                "--no-auto-maintenance",
                "--force"));
        if (Names.isLocal(url)) {
            arguments.add(LOCAL_UPLOAD_PACK);
        }
        arguments.add("--");
        arguments.add(Names.cloneUrl(url));
        arguments.addAll(Arrays.asList(refspecs));
        patiently(git, directory, url, arguments.toArray(String[]::new));
    }

    /**
     * A fetch changes nothing by failing, so it is tried again at once where the way failed: a code host that is out of
     * sorts for a moment is to cost no attempt of a stage. What lasts longer is for who called.
     */
    private static void patiently(GitCommand git, Path directory, String url, String[] arguments) {
        int tries = Names.isLocal(url) ? 1 : TRIES;
        for (int left = tries - 1; ; left--) {
            GitCommand.Call call = git.in(directory).reaching(url);
            CommandOutput output = call.attempt(arguments);
            if (output.exitCode() == 0) {
                return;
            }
            if (left == 0 || !RemoteTrouble.passing(output)) {
                throw call.failure(output, arguments);
            }
        }
    }

    /** Which of these commits the repository lacks. */
    public static List<String> missing(GitCommand git, Path directory, List<String> shas) {
        shas.forEach(Names::sha);
        String answer = git.in(directory)
                .input(String.join("\n", shas) + "\n")
                .run("cat-file", "--batch-check=%(objectname) %(objecttype)");
        List<String> lines = answer.lines().toList();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < shas.size(); i++) {
            if (i >= lines.size() || !lines.get(i).equals(shas.get(i) + " commit")) {
                missing.add(shas.get(i));
            }
        }
        return missing;
    }
}
