package io.colony.engine.git;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A bare clone on this machine. */
final class LocalTrustedClone implements TrustedClone {
    private static final long MAX_FILE_BYTES = 64L << 20;
    /** Git unpacks it in memory, as much as {@link GitHardening#BOUNDS} allow. */
    private static final long MAX_HASHED_BYTES = 256L << 20;

    private final GitCommand git;
    private final Path directory;
    private final String cloneUrl;
    private final Map<String, Map<String, TreeEntry>> trees = new HashMap<>();
    private final Map<String, String> hashes = new HashMap<>();

    LocalTrustedClone(GitCommand git, Path directory, String cloneUrl) {
        this.git = git;
        this.directory = directory;
        this.cloneUrl = cloneUrl;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void fetch() {
        Fetch.run(git, directory, cloneUrl, "+refs/heads/*:refs/remotes/origin/*");
    }

    @Override
    public Optional<String> tip(String branch) {
        String ref = "refs/remotes/origin/" + Names.branch(branch);
        CommandOutput output = git.in(directory).attempt("rev-parse", "--verify", "--quiet", ref);
        return Optional.of(output.stdout().strip()).filter(Names::isSha);
    }

    @Override
    public String importBundle(Path bundle, String startSha, long maxBytes) {
        return new BundleImport(git, directory).run(bundle, startSha, maxBytes);
    }

    @Override
    public void bundle(Path to, List<String> wanted, List<String> has) {
        wanted.forEach(Names::sha);
        has.forEach(Names::sha);
        List<String> refs = new ArrayList<>();
        try {
            for (String sha : wanted) {
                String ref = "refs/heads/feed-" + refs.size();
                git.in(directory).run("update-ref", ref, sha);
                refs.add(ref);
            }
            List<String> arguments = new ArrayList<>(List.of("bundle", "create", "--quiet", to.toString()));
            arguments.addAll(refs);
            List<String> unknown = Fetch.missing(git, directory, has);
            has.stream()
                    .filter(sha -> !unknown.contains(sha) && !wanted.contains(sha))
                    .forEach(sha -> arguments.add("^" + sha));
            git.in(directory).run(arguments.toArray(String[]::new));
        } finally {
            refs.forEach(ref -> git.in(directory).run("update-ref", "-d", ref));
        }
    }

    @Override
    public boolean contains(String sha) {
        return Fetch.missing(git, directory, List.of(sha)).isEmpty();
    }

    @Override
    public void bring(String sha) {
        if (contains(sha)) {
            return;
        }
        try {
            Fetch.run(git.bounded(), directory, cloneUrl, sha);
        } catch (GitException failure) {
            throw RefusedContent.judged(failure);
        }
    }

    @Override
    public void measure(String base, String head) {
        TreeGrowth.checkLast(git.bounded(), directory, base, head);
    }

    @Override
    public void measureEach(String base, String head) {
        TreeGrowth.checkEach(git.bounded(), directory, base, head);
    }

    @Override
    public boolean isAncestor(String ancestor, String descendant) {
        String[] arguments = {"merge-base", "--is-ancestor", Names.sha(ancestor), Names.sha(descendant)};
        CommandOutput output = git.in(directory).attempt(arguments);
        if (output.exitCode() > 1) {
            throw git.in(directory).failure(output, arguments);
        }
        return output.exitCode() == 0;
    }

    @Override
    public String mergeBase(String one, String other) {
        String[] arguments = {"merge-base", Names.sha(one), Names.sha(other)};
        CommandOutput output = git.in(directory).attempt(arguments);
        if (output.exitCode() == 1) {
            throw new GitException("The commits " + one + " and " + other + " of " + directory
                    + " have no common ancestor: nothing can be compared or merged.");
        }
        if (output.exitCode() != 0) {
            throw git.in(directory).failure(output, arguments);
        }
        return output.stdout().strip();
    }

    @Override
    public ChangeSet changes(String base, String head) {
        return new Differences(git, directory).changes(mergeBase(base, head), head);
    }

    @Override
    public String diff(String base, String head, int maxBytes) {
        return new Differences(git, directory).text(mergeBase(base, head), head, maxBytes);
    }

    @Override
    public Optional<byte[]> file(String sha, String path) {
        if (!Names.isSafePath(path)) {
            return Optional.empty();
        }
        TreeEntry entry = entries(sha).get(path);
        return entry != null && entry.isRegular() ? Optional.of(content(sha, path, entry)) : Optional.empty();
    }

    @Override
    public Optional<String> sha256(String sha, String path) {
        if (!Names.isSafePath(path)) {
            return Optional.empty();
        }
        TreeEntry entry = entries(sha).get(path);
        if (entry == null || !entry.isRegular()) {
            return Optional.empty();
        }
        if (entry.bytes() > MAX_HASHED_BYTES) {
            throw new RefusedContent(path + " has " + entry.bytes() + " bytes; files of at most " + MAX_HASHED_BYTES
                    + " bytes are held against claims. Name another.");
        }
        return Optional.of(hashes.computeIfAbsent(entry.sha(), this::hash));
    }

    private String hash(String blob) {
        try (Scratch scratch = Scratch.in(directory)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = Files.newInputStream(scratch.unpack(git, blob));
                    OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                in.transferTo(out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw new GitException("Cannot read " + blob + " of " + directory + ": " + failure, failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new GitException("This Java has no SHA-256.", impossible);
        }
    }

    @Override
    public List<String> links(String sha) {
        return entries(sha).values().stream()
                .filter(TreeEntry::isLink)
                .map(TreeEntry::path)
                .toList();
    }

    @Override
    public Optional<String> linkTarget(String sha, String path) {
        TreeEntry entry = entries(sha).get(path);
        return entry != null && entry.isLink()
                ? Optional.of(new String(content(sha, path, entry), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private Map<String, TreeEntry> entries(String sha) {
        return trees.computeIfAbsent(Names.sha(sha), this::tree);
    }

    private byte[] content(String sha, String path, TreeEntry entry) {
        if (entry.bytes() > MAX_FILE_BYTES) {
            throw new GitException(path + " at " + sha + " has " + entry.bytes() + " bytes; files of at most "
                    + MAX_FILE_BYTES + " bytes are read.");
        }
        try (Scratch scratch = Scratch.in(directory)) {
            return Files.readAllBytes(scratch.unpack(git, entry.sha()));
        } catch (IOException failure) {
            throw new GitException("Cannot read " + path + " at " + sha + " of " + directory + ": " + failure, failure);
        }
    }

    private Map<String, TreeEntry> tree(String sha) {
        return TreeFiles.entries(git, directory, sha);
    }

    @Override
    public Set<String> paths(String sha, String ending) {
        return trees.computeIfAbsent(Names.sha(sha), this::tree).keySet().stream()
                .filter(path -> path.endsWith(ending))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<String> subjects(String base, String head) {
        String range = Names.sha(base) + ".." + Names.sha(head);
        String output = git.in(directory).run("log", "--reverse", "--topo-order", "--format=%s", "-z", range, "--");
        return List.copyOf(TreeEntry.records(output.isEmpty() || output.endsWith("\0") ? output : output + "\0"));
    }

    @Override
    public List<Commit> commits(String base, String head) {
        String range = Names.sha(base) + ".." + Names.sha(head);
        String output = git.in(directory).run("log", "--reverse", "--topo-order", "--format=%H%n%B", "-z", range, "--");
        return TreeEntry.records(output.isEmpty() || output.endsWith("\0") ? output : output + "\0").stream()
                .map(record -> record.split("\n", 2))
                .map(parts -> new Commit(parts[0], parts[1]))
                .toList();
    }

    @Override
    public String reworded(String base, String head, String identity, UnaryOperator<String> message) {
        Map<String, String> written = new HashMap<>();
        git.in(directory)
                .run("rev-list", "--reverse", "--topo-order", Names.sha(head), "^" + Names.sha(base), "--")
                .lines()
                .forEach(sha -> {
                    String text = git.in(directory).run("cat-file", "commit", sha);
                    CommitObject commit = CommitObject.parse(text);
                    List<String> parents = commit.parents().stream()
                            .map(parent -> written.getOrDefault(parent, parent))
                            .toList();
                    CommitObject mended =
                            commit.with(commit.tree(), parents).by(identity).saying(message.apply(commit.message()));
                    // Headers that git knows or not (signatures, encodings) carry what nobody looks at, and are not
                    // kept.
                    boolean same = mended.text().equals(text) && text.indexOf('\uFFFD') < 0;
                    written.put(sha, same ? sha : mended.write(git, directory));
                });
        return written.getOrDefault(head, head);
    }

    @Override
    public String patchId(String base, String head) {
        return new Differences(git, directory).patchId(mergeBase(base, head), head);
    }

    @Override
    public List<String> firstParents(String sha, int most) {
        return git.in(directory)
                .run("rev-list", "--first-parent", "--max-count=" + (most + 1), Names.sha(sha), "--")
                .lines()
                .skip(1)
                .toList();
    }

    @Override
    public Optional<String> takenBack(String before, String merged, String tip) {
        return new TakenBack(git, directory).find(Names.sha(before), Names.sha(merged), Names.sha(tip));
    }

    @Override
    public RebaseResult rebase(
            String base, String head, String onto, Map<Integer, RebaseResult.Resolution> resolutions) {
        if (isAncestor(onto, head)) {
            return new RebaseResult.UpToDate(head);
        }
        git.requireVersion();
        try (Scratch scratch = Scratch.in(directory)) {
            return new Rebase(git, directory, scratch, resolutions).run(base, head, onto);
        }
    }

    /** A directory for files that git writes or reads on the way; removed when closed. */
    record Scratch(Path directory, Path repository) implements AutoCloseable {
        static Scratch in(Path repository) {
            try {
                return new Scratch(Files.createTempDirectory(repository, "scratch-"), repository);
            } catch (IOException failure) {
                throw new GitException("Cannot write to " + repository + ": " + failure + ".", failure);
            }
        }

        /** Writes a blob's bytes, unfiltered, to a new file here. */
        Path unpack(GitCommand git, String blob) {
            String name = git.in(repository)
                    .directory(directory)
                    .run("unpack-file", Names.sha(blob))
                    .strip();
            return directory.resolve(name);
        }

        Path write(String text) throws IOException {
            Path file = Files.createTempFile(directory, "text-", "");
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            DirectoryRemoval.remove(directory);
        }
    }
}
