package io.colony.testkit.github.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may do what in a repository, and the words in which GitHub refuses. */
public final class Rights {
    private Rights() {}

    /**
     * What an act needs.
     *
     * @param scopes of an app's permissions, any of which is enough
     * @param write whether the scope must be had for writing
     * @param level that a person needs
     */
    public record Need(List<String> scopes, boolean write, Level level) {
        public static Need reading(String... scopes) {
            return new Need(List.of(scopes), false, Level.READ);
        }

        public static Need writing(Level level, String... scopes) {
            return new Need(List.of(scopes), true, level);
        }
    }

    /** What an account may do; apps have no level, but {@link #check permissions}. */
    public static Level level(Repo repo, Account account) {
        if (repo.owner.is(account)) {
            return Level.ADMIN;
        }
        Level base = repo.isPrivate ? Level.NONE : Level.READ;
        Level given = repo.collaborators.getOrDefault(account.id(), Level.NONE);
        return given.includes(base) ? given : base;
    }

    /** What an actor may do, apps by what they may do to contents. */
    public static Level level(Repo repo, Actor actor) {
        return switch (actor) {
            case Actor.User user -> level(repo, user.account());
            case Actor.AsApp app -> Level.NONE;
            case Actor.Installed installed -> {
                if (!sees(repo, installed)) {
                    yield repo.isPrivate ? Level.NONE : Level.READ;
                }
                yield has(installed.permissions(), "contents", true) ? Level.WRITE : Level.READ;
            }
        };
    }

    /**
     * Refuses what the actor may not do: what may not even be read is not there.
     *
     * @throws Refusal as GitHub refuses it
     */
    public static void check(Repo repo, Actor actor, Need need) {
        switch (actor) {
            case Actor.AsApp app -> throw new Refusal(401, "A JSON web token could not be decoded");
            case Actor.User user -> {
                Level level = level(repo, user.account());
                if (!level.includes(Level.READ)) {
                    throw Refusal.notFound();
                }
                if (!level.includes(need.level())) {
                    throw new Refusal(403, "Must have admin rights to Repository.");
                }
            }
            case Actor.Installed installed -> check(repo, installed, need);
        }
    }

    private static void check(Repo repo, Actor.Installed installed, Need need) {
        boolean readable = !repo.isPrivate && !need.write();
        if (!sees(repo, installed) && !readable) {
            throw repo.isPrivate ? Refusal.notFound() : inaccessible();
        }
        boolean allowed = need.scopes().stream().anyMatch(scope -> has(installed.permissions(), scope, need.write()));
        if (!allowed && !(readable && need.scopes().contains("metadata"))) {
            throw inaccessible();
        }
    }

    private static Refusal inaccessible() {
        return new Refusal(403, "Resource not accessible by integration");
    }

    private static boolean sees(Repo repo, Actor.Installed installed) {
        return installed.installation().repositories().contains(repo.id);
    }

    private static boolean has(Map<String, String> permissions, String scope, boolean write) {
        String held = scope.equals("metadata") ? "read" : permissions.getOrDefault(scope, "none");
        return held.equals("write") || held.equals("admin") || (!write && held.equals("read"));
    }

    /** How GitHub calls whoever wrote something, seen from the repository. */
    public static String association(Repo repo, Account author) {
        if (repo.owner.is(author)) {
            return "OWNER";
        }
        Optional<Level> given = Optional.ofNullable(repo.collaborators.get(author.id()));
        if (given.isPresent() && given.get().includes(Level.READ)) {
            return repo.owner.kind() == Account.Kind.ORGANIZATION ? "MEMBER" : "COLLABORATOR";
        }
        boolean contributed = repo.pulls().stream()
                .anyMatch(pull -> pull.author.is(author) && pull.pulled().merge.isPresent());
        return contributed ? "CONTRIBUTOR" : "NONE";
    }
}
