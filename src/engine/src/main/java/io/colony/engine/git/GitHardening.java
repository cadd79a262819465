package io.colony.engine.git;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What every call of git on our own repositories is given, wherever it is put together: nothing of the machine's or the
 * user's configuration is read, nothing that a repository names is run, and nobody is asked.
 */
public final class GitHardening {
    private static final String DEFAULT_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin";

    private static final List<String> SETTINGS = List.of(
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "core.attributesFile=/dev/null",
            "core.excludesFile=/dev/null",
            "core.commitGraph=false",
            "core.multiPackIndex=false",
            "core.bigFileThreshold=16m",
            "core.quotePath=false",
            "core.pager=cat",
            "core.editor=false",
            "core.askPass=",
            "credential.helper=",
            "protocol.ext.allow=never",
            "submodule.recurse=false",
            "fetch.recurseSubmodules=false",
            "diff.ignoreSubmodules=all",
            "merge.directoryRenames=false",
            "commit.gpgSign=false",
            "push.gpgSign=false",
            "push.followTags=false",
            "push.recurseSubmodules=no",
            "gc.auto=0",
            "maintenance.auto=false",
            "checkout.workers=2",
            "safe.directory=*",
            "advice.detachedHead=false");

    /**
     * What git may take at once for an object: kilobytes of a pack can be a commit, a tree or a chain of deltas of gigabytes,
     * and these are in memory as a whole. Contents larger than {@code core.bigFileThreshold} are streamed, and deltas of
     * them are hardly ever sent. Not for fetches of a code host's history, whose lists of objects alone can be larger.
     */
    static final Map<String, String> BOUNDS = Map.of("GIT_ALLOC_LIMIT", "256m");

    /** Each thread unpacks an object of its own. */
    static final List<String> BOUND_OPTIONS = List.of("-c", "pack.threads=1");

    private GitHardening() {}

    /** Words for the command line, to be put before the subcommand. */
    public static List<String> options() {
        return SETTINGS.stream().flatMap(setting -> Stream.of("-c", setting)).toList();
    }

    /**
     * The whole environment of a call; the caller adds what is its own.
     *
     * @param home a directory of ours without git configuration, which becomes {@code HOME}
     * @param inherited what git needs of this machine's environment, such as {@code PATH} or a proxy; {@code GIT_*} in it
     *     is not passed on
     */
    public static Map<String, String> environment(Path home, Map<String, String> inherited) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", DEFAULT_PATH);
        inherited.forEach((name, value) -> {
            if (!name.startsWith("GIT_")) {
                all.put(name, value);
            }
        });
        all.put("HOME", home.toString());
        all.put("XDG_CONFIG_HOME", home.toString());
        all.put("LC_ALL", "C");
        all.put("GIT_CONFIG_NOSYSTEM", "1");
        all.put("GIT_CONFIG_GLOBAL", "/dev/null");
        all.put("GIT_ATTR_NOSYSTEM", "1");
        all.put("GIT_TERMINAL_PROMPT", "0");
        all.put("GIT_ALLOW_PROTOCOL", "file:https:ssh");
        all.put("GIT_NO_REPLACE_OBJECTS", "1");
        all.put("GIT_OPTIONAL_LOCKS", "0");
        all.put("GIT_PAGER", "cat");
        all.put("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
        return all;
    }
}
