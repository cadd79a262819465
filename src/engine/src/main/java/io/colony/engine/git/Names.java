package io.colony.engine.git;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what goes into git's arguments, refs and paths. What is refused is named in a {@link GitException}. */
public final class Names {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}/[A-Za-z0-9._-]{1,100}");
    private static final Pattern WORKSPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");
    private static final Pattern BRANCH = Pattern.compile("[^\\x00-\\x20\\x7f~^:?*\\[\\\\]{1,240}");
    private static final Pattern SCP_LIKE = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^:\\s][^\\s]*");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Set<String> SCHEMES = Set.of("https", "ssh", "file");
    /** Nobody listens in on the way to one's own machine. */
    private static final Pattern PLAIN =
            Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::[0-9]{1,5})?/[^\\s]*");

    private static final Pattern TRAILING = Pattern.compile("[. ]++(?=/|$)");

    private static final int MAX_PATH = 4096;

    private Names() {}

    /** A commit's full name: 40 lower-case hexadecimal digits. */
    public static String sha(String sha) {
        if (!isSha(sha)) {
            throw new GitException(shown(sha) + " is no commit: 40 lower-case hexadecimal digits are expected.");
        }
        return sha;
    }

    /** Whether this is a commit's full name. */
    public static boolean isSha(String sha) {
        return SHA.matcher(sha).matches();
    }

    /** A branch without {@code refs/heads/}, by the rules of {@code git check-ref-format}. */
    public static String branch(String branch) {
        boolean good = BRANCH.matcher(branch).matches()
                && !branch.startsWith("-")
                && !branch.contains("..")
                && !branch.contains("@{")
                && !branch.equals("@")
                && !branch.endsWith(".");
        for (String part : branch.split("/", -1)) {
            good &= !part.isEmpty() && !part.startsWith(".") && !part.endsWith(".lock");
        }
        if (!good) {
            throw new GitException(shown(branch) + " is no name that git allows for a branch.");
        }
        return branch;
    }

    /** {@code owner/name}; becomes a path, so that nothing in it may lead elsewhere. */
    public static String repository(String repository) {
        if (!REPOSITORY.matcher(repository).matches() || repository.contains("/.") || repository.contains("..")) {
            throw new GitException(shown(repository) + " is no repository: OWNER/NAME is expected.");
        }
        return repository;
    }

    /** The name of a workspace: it becomes a directory and the end of a ref. */
    public static String workspace(String name) {
        if (!WORKSPACE.matcher(name).matches() || name.contains("..") || name.endsWith(".lock") || name.endsWith(".")) {
            throw new GitException(shown(name) + " is no name for a workspace: letters, digits, '.', '_' and '-'.");
        }
        return name;
    }

    /**
     * Where to clone from: {@code https}, {@code ssh} (also {@code user@host:path}), {@code file}, or an absolute path;
     * {@code http} on this machine alone. A password in it is refused, because it would be shown in process lists.
     */
    public static String cloneUrl(String url) {
        int scheme = url.indexOf("://");
        boolean printable = url.chars().noneMatch(c -> c < ' ' || c == 0x7f);
        boolean known = scheme < 0
                ? url.startsWith("/") || SCP_LIKE.matcher(url).matches()
                : SCHEMES.contains(url.substring(0, scheme))
                        || PLAIN.matcher(url).matches();
        if (!printable || !known) {
            throw new GitException(shown(withoutPassword(url))
                    + " is no address to clone from: an https, ssh or file URL, or an absolute path is expected.");
        }
        if (!withoutPassword(url).equals(url)) {
            throw new GitException("The address " + withoutPassword(url)
                    + " holds a password. Take it out and configure a credential instead.");
        }
        return url;
    }

    /** Whether the address is a directory of this machine. */
    static boolean isLocal(String url) {
        return url.startsWith("/") || url.startsWith("file:");
    }

    /**
     * Whether this is a path of a file inside a repository, with forward slashes: not absolute, no {@code .}, {@code ..}
     * or {@code .git} in it (nor what some file systems take for {@code .git}), no backslash or control character.
     */
    public static boolean isSafePath(String path) {
        if (path.isEmpty() || path.length() > MAX_PATH || path.indexOf('\\') >= 0) {
            return false;
        }
        if (path.chars().anyMatch(Character::isISOControl)
                || DRIVE.matcher(path).matches()) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || isGitDirectory(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGitDirectory(String part) {
        String folded = part.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
        int stream = folded.indexOf(':');
        String plain = stream < 0 ? folded : folded.substring(0, stream);
        String stripped = plain.replaceAll("[. ]+$", "");
        return stripped.equals(".git") || stripped.equals("git~1");
    }

    private static String withoutPassword(String url) {
        return url.replaceFirst("://[^/@]*:[^/@]*@", "://***@");
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() > 200 ? printable.substring(0, 200) + "..." : printable) + "'";
    }

    /**
     * A path as a file system may take it for another: composed, without letter case, invisible characters, and dots and blanks
     * at the end of a name. Two paths of which these are equal may be one file there.
     */
    public static String folded(String path) {
        StringBuilder visible = new StringBuilder();
        Normalizer.normalize(path, Normalizer.Form.NFKC)
                .codePoints()
                .filter(character -> Character.getType(character) != Character.FORMAT)
                .forEach(visible::appendCodePoint);
        String upper = visible.toString().toUpperCase(Locale.ROOT);
        return TRAILING.matcher(upper.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
