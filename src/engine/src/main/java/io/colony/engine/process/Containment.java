package io.colony.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How descendants of a run are kept together, by what this machine allows. The strongest way that works is taken:
 *
 * <ol>
 *   <li>a PID namespace: the kernel ends everything in it with its first process, whatever it did to hide;
 *   <li>a session of its own and a mark in the environment, by which {@link ProcessTree} finds what left the tree;
 *   <li>the tree alone.
 * </ol>
 *
 * @param kind which of them
 * @param launcher words that come before the program's own
 */
record Containment(Kind kind, List<String> launcher) {
    private static final int PROBE_ANSWER = 42;

    /**
     * The first process of a PID namespace. It must not be the program itself: the kernel keeps TERM from a first process
     * that has no handler, and a program does not collect orphans. Its own error output is shut so that it does not
     * comment on the program's end.
     */
    private static final String FIRST_PROCESS = " exec 3>&2 2>/dev/null; (exec \"$@\" 2>&3 3>&-); exit $?";

    enum Kind {
        PID_NAMESPACE,
        SESSION,
        TREE
    }

    /** Tries what works here; starts a few short processes, so it is done once. */
    static Containment probe() {
        List<String> session = sessionLauncher();
        Optional<String> unshare = ProgramLookup.findTool("unshare");
        if (unshare.isPresent() && !session.isEmpty()) {
            for (List<String> user : List.of(
                    List.<String>of(), List.of("--user", "--map-current-user"), List.of("--user", "--map-root-user"))) {
                Containment candidate = new Containment(Kind.PID_NAMESPACE, namespace(session, unshare.get(), user));
                if (candidate.works()) {
                    return candidate;
                }
            }
        }
        return withoutNamespace();
    }

    /** What is left where namespaces are not allowed. */
    static Containment withoutNamespace() {
        List<String> session = sessionLauncher();
        return session.isEmpty() ? new Containment(Kind.TREE, List.of()) : new Containment(Kind.SESSION, session);
    }

    /**
     * The words to start.
     *
     * @param program the program's full path; the command's first word is replaced by it
     * @param variables names in the program's environment
     */
    List<String> wrap(Path program, List<String> command, Set<String> variables) {
        List<String> words = new ArrayList<>(launcher);
        if (kind == Kind.PID_NAMESPACE) {
            words.addAll(List.of("/bin/sh", "-c", unsetOwn(variables) + FIRST_PROCESS, "sh"));
        }
        words.add(program.toString());
        words.addAll(command.subList(1, command.size()));
        return words;
    }

    /** Whether runs need a mark in their environment to be found again. */
    boolean marked() {
        return kind != Kind.PID_NAMESPACE;
    }

    String describe() {
        return switch (kind) {
            case PID_NAMESPACE ->
                launcher.contains("--user")
                        ? "PID namespace of its own (unprivileged): the kernel ends whatever a run started"
                        : "PID namespace of its own: the kernel ends whatever a run started";
            case SESSION ->
                "session of its own and a mark in the environment: a process that leaves the session and clears"
                        + " its environment can outlive a run (PID namespaces are not allowed here)";
            case TREE ->
                "process tree only: a process that detaches itself can outlive a run (neither unshare nor setsid"
                        + " works here)";
        };
    }

    /** A shell exports a working directory that nobody asked for. */
    private static String unsetOwn(Set<String> variables) {
        StringBuilder statement = new StringBuilder();
        for (String name : List.of("PWD", "OLDPWD", "SHLVL")) {
            if (!variables.contains(name)) {
                statement.append("unset ").append(name).append(';');
            }
        }
        return statement.toString();
    }

    /** A session of its own; and where possible the kernel kills it when this program is killed. */
    private static List<String> sessionLauncher() {
        Optional<String> setsid = ProgramLookup.findTool("setsid");
        if (setsid.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(setsid.get()));
        ProgramLookup.findTool("setpriv").ifPresent(setpriv -> {
            List<String> bound = List.of(setpriv, "--pdeathsig", "KILL", "--");
            if (answers(bound, List.of("/bin/sh", "-c", "exit " + PROBE_ANSWER))) {
                words.addAll(bound);
            }
        });
        return words;
    }

    private static List<String> namespace(List<String> session, String unshare, List<String> user) {
        List<String> words = new ArrayList<>(session);
        words.add(unshare);
        words.addAll(user);
        words.addAll(List.of("--pid", "--fork", "--kill-child", "--mount-proc", "--"));
        return words;
    }

    private boolean works() {
        List<String> command = List.of("/bin/sh", "-c", "exit " + PROBE_ANSWER);
        return answers(List.of(), wrap(Path.of("/bin/sh"), command, Set.of()));
    }

    private static boolean answers(List<String> launcher, List<String> command) {
        List<String> words = new ArrayList<>(launcher);
        words.addAll(command);
        try {
            Process process = Launch.start(words, Path.of("/"), Map.of());
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == PROBE_ANSWER;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
