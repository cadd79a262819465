package io.colony.engine.gate;

import io.colony.engine.git.ChangeSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks of a change that run none of its code: protected paths, size, secrets, tests and checkers that are weakened, new
 * dependencies. Pure; the diff is given.
 */
public interface PolicyGates {
    /**
     * Says what a person has to look at; empty when nothing.
     *
     * @param change the files of the change
     * @param diff the change as a unified diff
     */
    List<PolicyFinding> evaluate(ChangeSet change, String diff, PolicySettings settings);

    /** Only where a diff looks as if a credential stood in it: for diffs that are too long to be judged in every way. */
    default List<PolicyFinding> secrets(String diff) {
        return evaluate(new ChangeSet("", "", List.of()), diff, PolicySettings.DEFAULT).stream()
                .filter(finding -> finding.policy().equals("secrets"))
                .toList();
    }

    /** The pattern by which other machines run this file as soon as it is pushed; empty where none do. */
    static Optional<String> automation(String path) {
        return ProtectedPaths.AUTOMATION_GLOBS.match(path);
    }

    /**
     * Something about the change that policy does not let through by itself.
     *
     * @param policy such as {@code protected-paths}, {@code size}, {@code secrets}, {@code test-integrity}
     * @param path the file, or empty for the change as a whole
     * @param reason in one sentence for people; never repeats a secret
     */
    record PolicyFinding(String policy, String path, String reason) {}

    /**
     * What policy asks for.
     *
     * @param protectedPaths globs as in {@code .gitignore}; default {@link #DEFAULT_PROTECTED}
     * @param maxFiles default 100
     * @param maxBytes default 4 MB
     * @param pushAutomation whether a change to what other machines run by itself is pushed before a person has seen it;
     *     default no
     * @param gateFiles what says what the repository's gates run; none for a repository without gates
     */
    record PolicySettings(
            List<String> protectedPaths,
            int maxFiles,
            long maxBytes,
            boolean pushAutomation,
            List<GateFile> gateFiles) {
        /** What only a person may let through. */
        public static final List<String> DEFAULT_PROTECTED = ProtectedPaths.DEFAULT;

        /** Without automation that is pushed unseen. */
        public PolicySettings(List<String> protectedPaths, int maxFiles, long maxBytes) {
            this(protectedPaths, maxFiles, maxBytes, false);
        }

        /** Of a repository whose gates are not known yet. */
        public PolicySettings(List<String> protectedPaths, int maxFiles, long maxBytes, boolean pushAutomation) {
            this(protectedPaths, maxFiles, maxBytes, pushAutomation, List.of());
        }

        /** The same with more protected paths. */
        public PolicySettings withProtected(List<String> more) {
            return new PolicySettings(
                    Stream.concat(protectedPaths.stream(), more.stream()).toList(),
                    maxFiles,
                    maxBytes,
                    pushAutomation,
                    gateFiles);
        }

        /** The same for these gates. */
        public PolicySettings withGateFiles(List<GateFile> files) {
            return new PolicySettings(protectedPaths, maxFiles, maxBytes, pushAutomation, List.copyOf(files));
        }

        public static final PolicySettings DEFAULT = new PolicySettings(DEFAULT_PROTECTED, 100, 4_000_000);
    }
}
