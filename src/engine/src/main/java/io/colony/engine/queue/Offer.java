package io.colony.engine.queue;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What a claimer can do; it is lent nothing else.
 *
 * @param executors the executors that it runs
 * @param agents the agent programs that it has; {@value #DEFAULT_AGENT} among them where it has one for repositories that
 *     name none; empty where it takes tasks whatever agent they need
 * @param perRepository how many tasks of one repository may be claimed at once, by all workers together; 0 for no limit
 */
public record Offer(Set<String> executors, Optional<Set<String>> agents, int perRepository) {
    /** Stands for the installation's default agent. */
    public static final String DEFAULT_AGENT = "";

    public Offer {
        executors = Set.copyOf(executors);
        agents = agents.map(Set::copyOf);
        if (perRepository < 0) {
            throw new IllegalArgumentException("a limit per repository is 0 (none) or more, not " + perRepository);
        }
    }

    /** These executors, with every agent and without limit. */
    public static Offer of(Set<String> executors) {
        return new Offer(executors, Optional.empty(), 0);
    }

    /** These executors, with these agents only. */
    public static Offer of(Set<String> executors, Collection<String> agents, int perRepository) {
        return new Offer(executors, Optional.of(Set.copyOf(agents)), perRepository);
    }

    /** Whether it meets a task's demand, as far as the demand tells; the executor is looked at besides. */
    boolean meets(Demand demand) {
        return demand.stage()
                ? demand.agent()
                        .flatMap(agent -> agents.map(all -> all.contains(agent)))
                        .orElse(true)
                : executors.contains(demand.text());
    }
}
