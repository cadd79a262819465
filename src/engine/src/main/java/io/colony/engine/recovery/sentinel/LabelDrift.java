package io.colony.engine.recovery.sentinel;

import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.sentinel.HostView.Hosted;
import io.colony.engine.recovery.sentinel.HostView.Listed;
import io.colony.engine.recovery.sentinel.SentinelQueries.Followed;
import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Labels of ours on the code host that somebody edited: a label is a picture of the state, so it is painted again. */
public final class LabelDrift implements Detector {
    private final HostView host;
    private final String prefix;
    private final Function<Issue, String> labels;

    /**
     * @param prefix what our labels begin with
     * @param labels the label of an issue's state, without the prefix
     */
    public LabelDrift(HostView host, String prefix, Function<Issue, String> labels) {
        this.host = host;
        this.prefix = prefix;
        this.labels = labels;
    }

    @Override
    public String name() {
        return "label-drift";
    }

    @Override
    public Duration interval() {
        return host.interval();
    }

    @Override
    public List<Finding> look(Instant now) {
        return host.read(now).stream().flatMap(this::look).toList();
    }

    private Stream<Finding> look(Hosted hosted) {
        return hosted.unfinished().stream()
                // What the host has not been told yet is no drift, and a state that nothing led to was never told.
                .filter(followed -> !followed.outboxPending())
                .filter(followed -> !followed.issue().state().equals(IssueState.UNLABELED))
                .flatMap(followed ->
                        drift(
                                followed,
                                Optional.ofNullable(
                                        hosted.open().get(followed.issue().key())))
                                .stream());
    }

    private Optional<Finding> drift(Followed followed, Optional<Listed> stated) {
        String label = prefix + labels.apply(followed.issue());
        return stated.map(issue -> issue.labels().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList())
                .filter(ours -> !ours.equals(List.of(label)))
                .map(ours -> new Finding.Act(
                        followed.issue().key().toString(),
                        "Its labels on the code host are " + ours + " and should be [" + label
                                + "]: written again. Editing a label changes no state.",
                        new Remedy.Relabel(followed.issue(), prefix, label)));
    }
}
