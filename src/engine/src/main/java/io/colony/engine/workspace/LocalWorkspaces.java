package io.colony.engine.workspace;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitException;
import io.colony.engine.git.Names;
import io.colony.engine.git.PathLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Workspaces on this machine. Below the root: {@code mirrors/} holds a bare mirror per repository, {@code workspaces/} a
 * directory per open workspace, {@code kept/} what nobody touched of agents' checkouts that were closed, {@code locks/}
 * what keeps threads and processes apart.
 *
 * <p>A workspace is its process's as long as that lives. What a killed process left is found by {@link LeftWorkspaces}, or
 * when its name comes again.
 */
public final class LocalWorkspaces implements Workspaces {
    private final Path root;
    private final GitCommand git;
    private final InstantSource clock;
    private final KeptCheckouts kept;
    private final LeftWorkspaces left;
    private final MirrorProof proof = new MirrorProof();

    /** The same without keeping checkouts. */
    public LocalWorkspaces(Path root, GitCommand git, InstantSource clock) {
        this(root, git, clock, Keeping.NONE);
    }

    /**
     * Where and how to make them.
     *
     * @param root made where it is missing; a workspace's path stays below it
     * @param clock dates the commits of what an agent left uncommitted
     * @param keeping how many checkouts of ended attempts are kept for later ones
     */
    public LocalWorkspaces(Path root, GitCommand git, InstantSource clock, Keeping keeping) {
        this.root = root.toAbsolutePath().normalize();
        this.git = git;
        this.clock = clock;
        this.kept = new KeptCheckouts(this.root, keeping);
        this.left = new LeftWorkspaces(this.root, git, clock);
    }

    @Override
    public AgentWorkspace createForAgent(Request request) {
        Layout layout = open(request);
        try {
            Mirror mirror = mirror(request);
            Checkout checkout = new Checkout(git, layout);
            Optional<GitIndex> present = provide(request, layout, mirror, checkout);
            RestoredConfiguration restored =
                    RestoredConfiguration.between(git, checkout.gitDirectory(), request.startSha(), request.baseSha());
            layout.record(request, restored);
            Optional<CheckoutStamps> stamps = checkout.write(request.startSha(), restored, present, kept.keeps());
            Capture capture = capture(layout, request.startSha(), restored);
            return new LocalAgentWorkspace(layout, mirror, capture, kept, stamps);
        } catch (IOException failure) {
            layout.remove();
            throw cannotMake(request, failure);
        } catch (RuntimeException failure) {
            layout.remove();
            throw failure;
        }
    }

    /**
     * What this machine has of a repository.
     *
     * @param missing those of a request's commits that it lacks
     * @param tips commits that it has, with all that they are built on
     */
    public record Known(List<String> missing, List<String> tips) {}

    /** Looks, and fetches nothing: for whoever brings the missing commits as a bundle. */
    public Known known(Request request) {
        Names.repository(request.repository());
        return mirror(request).known(request);
    }

    @Override
    public GateWorkspaces forGates(Request request) {
        AtomicInteger made = new AtomicInteger();
        return () -> LocalGateWorkspace.make(() -> forGate(request.numbered(made.incrementAndGet())));
    }

    private LocalGateWorkspace.Fresh forGate(Request request) {
        Layout layout = open(request);
        try {
            Checkout checkout = new Checkout(git, layout);
            mirror(request).provide(request, checkout.gitDirectory(), layout.lent());
            checkout.write(request.startSha(), RestoredConfiguration.NONE, Optional.empty(), false);
            return new LocalGateWorkspace.Fresh(layout, checkout, Places.of(layout));
        } catch (IOException failure) {
            layout.remove();
            throw cannotMake(request, failure);
        } catch (RuntimeException failure) {
            layout.remove();
            throw failure;
        }
    }

    /** Takes kept files while git fetches. */
    private Optional<GitIndex> provide(Request request, Layout layout, Mirror mirror, Checkout checkout) {
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<GitIndex>> present = beside.submit(() -> kept.reuse(layout));
            mirror.provide(request, checkout.gitDirectory(), layout.lent());
            return present.get();
        } catch (ExecutionException failure) {
            throw new GitException(
                    "Cannot make the workspace " + request.name() + ": " + failure.getCause() + ".", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new GitException("The workspace " + request.name() + " was not made: interrupted.", interrupted);
        }
    }

    private Layout open(Request request) {
        Names.repository(request.repository());
        Names.cloneUrl(request.cloneUrl());
        Names.workspace(request.name());
        Names.sha(request.startSha());
        Names.sha(request.baseSha());
        Path lockFile = root.resolve("locks/workspaces").resolve(request.name() + ".lock");
        PathLock lock = PathLock.tryAcquire(lockFile)
                .orElseThrow(() -> new GitException("The workspace " + request.name() + " below " + root
                        + " is in use by another run. Wait for its end, or choose another name."));
        try {
            Path directory = root.resolve("workspaces").resolve(request.name());
            Layout layout = new Layout(directory, request.repository(), lock);
            left.clear(directory, lock);
            Files.createDirectories(layout.home());
            Files.createDirectories(layout.records());
            Files.createDirectories(layout.checkout());
            stayBelowRoot(directory);
            return layout;
        } catch (IOException failure) {
            lock.closeAndRemove();
            throw cannotMake(request, failure);
        } catch (RuntimeException failure) {
            lock.closeAndRemove();
            throw failure;
        }
    }

    private void stayBelowRoot(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!real.startsWith(root.toRealPath()) || !real.getFileName().equals(directory.getFileName())) {
            throw new GitException("The workspace " + directory + " leads to " + real + ", which is not below " + root
                    + ". Remove the link.");
        }
    }

    private Capture capture(Layout layout, String startSha, RestoredConfiguration restored) {
        return new Capture(git, clock, layout, startSha, restored);
    }

    private Mirror mirror(Request request) {
        return new Mirror(git, root, request.repository(), proof);
    }

    private static GitException cannotMake(Request request, IOException failure) {
        return new GitException("Cannot make the workspace " + request.name() + ": " + failure + ".", failure);
    }

    /** @param stamps how the checkout was before the agent started; empty where it is not kept */
    private record LocalAgentWorkspace(
            Layout layout, Mirror mirror, Capture capture, KeptCheckouts kept, Optional<CheckoutStamps> stamps)
            implements AgentWorkspace {
        @Override
        public Path directory() {
            return layout.checkout();
        }

        @Override
        public Path home() {
            return layout.home();
        }

        @Override
        public Optional<ExportedCommits> export(String commitMessage, long maxBytes) {
            return capture.export(commitMessage, maxBytes);
        }

        @Override
        public Optional<String> saveRecovery() {
            return capture.saveRecovery(mirror);
        }

        @Override
        public void close() {
            stamps.ifPresent(before -> kept.keep(layout, before));
            layout.remove();
        }
    }
}
