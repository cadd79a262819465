package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Protection;
import io.colony.engine.forge.Repository;
import io.colony.engine.recovery.sentinel.SentinelQueries.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Repositories whose protection has become weaker than it was when it was accepted. What the host does not show is no
 * finding and no comfort: it is said as such where it was known before. As long as somebody has to know of it, changes of
 * the repository are merged only by a person's approval; so what somebody accepts while it is read is no finding.
 */
public final class SettingsDrift implements Detector {
    /** Its name. */
    public static final String NAME = "settings-drift";

    private final SentinelQueries queries;
    private final AcceptedProtection protection;
    private final Map<String, Forge> forges;
    private final Map<String, Compared> compared = new HashMap<>();

    public SettingsDrift(SentinelQueries queries, AcceptedProtection protection, Map<String, Forge> forges) {
        this.queries = queries;
        this.protection = protection;
        this.forges = Map.copyOf(forges);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return forges.values().stream().allMatch(Forge::tellsChanges) ? TOLD_INTERVAL : HOST_INTERVAL;
    }

    /** What a repository's reading was held against. */
    private record Compared(long repositoryId, Optional<Accepted> with) {}

    @Override
    public List<Finding> look(Instant now) {
        compared.clear();
        return queries.repositories().stream()
                .flatMap(repository -> Optional.ofNullable(forges.get(repository.forge())).stream()
                        .flatMap(forge -> look(repository, forge).stream()))
                .toList();
    }

    @Override
    public List<Finding> upheld(Transaction transaction, List<Finding> seen) {
        return seen.stream()
                .filter(finding -> Optional.ofNullable(compared.get(finding.subject()))
                        .filter(one ->
                                protection.hold(transaction, one.repositoryId()).equals(one.with()))
                        .isPresent())
                .toList();
    }

    private Optional<Finding> look(Repository repository, Forge forge) {
        Optional<Accepted> accepted = queries.acceptedProtection(repository.id());
        compared.put(repository.slug(), new Compared(repository.id(), accepted));
        return switch (forge.protection(repository.slug(), repository.defaultBranch())) {
            case Protection.Unknown unknown ->
                accepted.map(before -> new Finding.Notice(
                        repository.slug(),
                        "Its protection can no longer be seen (" + unknown.reason() + "); required were "
                                + before.requiredChecks() + "." + decide(repository)));
            case Protection.Known known ->
                accepted.isEmpty()
                        ? Optional.of(new Finding.Act(
                                repository.slug(),
                                "Its protection is noted as it is: required checks " + known.requiredChecks()
                                        + (known.mergerMayBypass() ? ", which the merger may bypass." : "."),
                                new Remedy.NoteProtection(repository, known)))
                        : drift(repository, accepted.get(), known);
        };
    }

    private static String decide(Repository repository) {
        return " Restore it, or accept it: colony sentinel accept " + repository.slug() + ".";
    }

    private static Optional<Finding> drift(Repository repository, Accepted accepted, Protection.Known known) {
        List<String> weaker = new ArrayList<>();
        Stream<String> gone = accepted.requiredChecks().stream()
                .filter(check -> !known.requiredChecks().contains(check));
        gone.forEach(check -> weaker.add("check '" + check + "' is not required any more"));
        if (known.mergerMayBypass() && !accepted.mayBypass()) {
            weaker.add("whoever merges for Colony may bypass the protection");
        }
        if (!weaker.isEmpty()) {
            return Optional.of(new Finding.Notice(
                    repository.slug(),
                    "Its protection is weaker than it was accepted: " + String.join("; ", weaker) + "."
                            + decide(repository)));
        }
        boolean stronger = !known.requiredChecks().equals(accepted.requiredChecks())
                || known.mergerMayBypass() != accepted.mayBypass();
        return stronger
                ? Optional.of(new Finding.Act(
                        repository.slug(),
                        "Its protection has become stronger and is noted: required checks " + known.requiredChecks()
                                + ".",
                        new Remedy.NoteProtection(repository, known)))
                : Optional.empty();
    }
}
