package io.colony.testkit.github.world;

import io.colony.testkit.github.git.BareRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that the simulated GitHub holds. Every use is within {@link #locked}. */
public final class World implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Path directory;
    private final InstantSource clock;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<Long, Repo> repositories = new HashMap<>();
    private final Map<String, Long> formerNames = new HashMap<>();
    private final List<Happening.Witness> witnesses = new ArrayList<>();
    private final Credentials credentials;
    private long lastId = 1_000;
    private long writes;

    public World(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        this.credentials = new Credentials(this, clock);
    }

    /** Does something while nobody else does anything. */
    public <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** The time as GitHub shows it: in whole seconds. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    public long nextId() {
        return ++lastId;
    }

    /** How many changes there were so far. */
    public long writes() {
        return writes;
    }

    public Credentials credentials() {
        return credentials;
    }

    public void watch(Happening.Witness witness) {
        witnesses.add(witness);
    }

    /** Says that something happened, after it did. */
    public void tell(Repo repo, String event, String action, Account by, Map<String, Object> details) {
        writes++;
        repo.updatedAt = now();
        Happening happening =
                new Happening(repo, event, Optional.of(action).filter(name -> !name.isEmpty()), by, details);
        witnesses.forEach(witness -> witness.saw(happening));
    }

    /** Counts a change that no webhook tells of. */
    public void changed() {
        writes++;
    }

    public Account addAccount(String login, Account.Kind kind) {
        Account account = new Account(nextId(), login, kind);
        accounts.put(login.toLowerCase(Locale.ROOT), account);
        return account;
    }

    public Optional<Account> account(String login) {
        return Optional.ofNullable(accounts.get(login.toLowerCase(Locale.ROOT)));
    }

    public Optional<Account> account(long id) {
        return accounts.values().stream().filter(account -> account.id() == id).findFirst();
    }

    public Repo addRepository(Account owner, String name, String defaultBranch, boolean isPrivate) {
        long id = nextId();
        BareRepository git = BareRepository.create(directory.resolve(id + ".git"), defaultBranch);
        Repo repo = new Repo(id, owner, name, defaultBranch, isPrivate, git, now());
        repositories.put(id, repo);
        return repo;
    }

    public Optional<Repo> repository(long id) {
        return Optional.ofNullable(repositories.get(id));
    }

    /** By the name that it has now. */
    public Optional<Repo> repository(String owner, String name) {
        return repositories.values().stream()
                .filter(repo -> repo.owner.login().equalsIgnoreCase(owner) && repo.name.equalsIgnoreCase(name))
                .findFirst();
    }

    /** By a name that it had before; GitHub redirects from there. */
    public Optional<Repo> formerly(String owner, String name) {
        return Optional.ofNullable(formerNames.get((owner + "/" + name).toLowerCase(Locale.ROOT)))
                .flatMap(this::repository);
    }

    /** Gives a repository another name or owner. */
    public void move(Repo repo, Account owner, String name) {
        formerNames.put(repo.slug().toLowerCase(Locale.ROOT), repo.id);
        repo.owner = owner;
        repo.name = name;
        formerNames.remove(repo.slug().toLowerCase(Locale.ROOT));
    }

    public List<Repo> repositories() {
        return repositories.values().stream()
                .sorted((one, other) -> Long.compare(one.id, other.id))
                .toList();
    }

    @Override
    public void close() {
        repositories.values().forEach(repo -> repo.git.close());
    }
}
