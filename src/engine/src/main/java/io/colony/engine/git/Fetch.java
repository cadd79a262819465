package io.colony.engine.git;

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
        git.in(directory).reaching(url).run(arguments.toArray(String[]::new));
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
