package io.colony.engine.recovery.sentinel;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.recovery.sentinel.SentinelQueries.Followed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the code host says and what the store says, side by side. Detectors that look within the same minute share one
 * reading, so that a round costs one list per repository and one pull request per issue that has one. Used by one thread.
 */
public final class HostView {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final SentinelQueries queries;
    private final Map<String, Forge> forges;
    private final String triggerLabel;
    private Instant readAt = Instant.MIN;
    private List<Hosted> hosted = List.of();

    /**
     * @param forges by adapter name; repositories of others are not looked at
     * @param triggerLabel the label that lets an issue in
     */
    public HostView(SentinelQueries queries, Map<String, Forge> forges, String triggerLabel) {
        this.queries = queries;
        this.forges = Map.copyOf(forges);
        this.triggerLabel = triggerLabel;
    }

    /** How often it is worth a look: where every code host tells the poll what changed, seldom. */
    Duration interval() {
        return forges.values().stream().allMatch(Forge::tellsChanges) ? Detector.TOLD_INTERVAL : Detector.HOST_INTERVAL;
    }

    /**
     * A repository and its two sides.
     *
     * @param open of the host's open issues those that can matter: what is followed here, and what bears the trigger label
     * @param unfinished the store's issues that have not ended, read after {@code open}
     */
    record Hosted(
            Repository repository,
            Forge forge,
            Map<IssueKey, Listed> open,
            List<Followed> unfinished,
            Map<Long, PullRequest> pullRequests) {
        Optional<PullRequest> pullRequest(Followed followed) {
            return followed.issue()
                    .pullRequest()
                    .map(number ->
                            pullRequests.computeIfAbsent(number, asked -> forge.pullRequest(repository.slug(), asked)));
        }
    }

    /** What is kept of an open issue: anybody may file any number, each as long as the host allows. */
    record Listed(String author, List<String> labels) {}

    /**
     * All repositories that can be reached.
     *
     * @throws io.colony.engine.forge.ForgeException when the code host does not answer
     */
    List<Hosted> read(Instant now) {
        if (readAt.plus(FRESH).isBefore(now)) {
            hosted = queries.repositories().stream()
                    .filter(repository -> forges.containsKey(repository.forge()))
                    .map(this::hosted)
                    .toList();
            readAt = now;
        }
        return hosted;
    }

    private Hosted hosted(Repository repository) {
        Forge forge = Optional.ofNullable(forges.get(repository.forge())).orElseThrow();
        Set<IssueKey> followed = queries.unfinished(repository.id()).stream()
                .map(known -> known.issue().key())
                .collect(Collectors.toSet());
        Map<IssueKey, Listed> open = new HashMap<>();
        forge.openIssues(repository.slug())
                .filter(issue ->
                        followed.contains(issue.key()) || issue.labels().contains(triggerLabel))
                .forEach(issue -> open.put(issue.key(), new Listed(issue.author(), issue.labels())));
        return new Hosted(repository, forge, open, queries.unfinished(repository.id()), new HashMap<>());
    }
}
