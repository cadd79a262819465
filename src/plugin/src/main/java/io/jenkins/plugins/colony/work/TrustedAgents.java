package io.jenkins.plugins.colony.work;

import hudson.Extension;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import io.colony.web.host.StageLabels;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import org.jspecify.annotations.Nullable;

/** Keeps builds off the agents of trusted git work, whose sessions take no executor. Asked while the queue is locked. */
@Extension
public final class TrustedAgents extends QueueTaskDispatcher {
    private final JenkinsFacade jenkins = new JenkinsFacade();

    /** Whoever builds there is the user that pushes. Jenkins does not ask it of what takes no executor. */
    @Override
    public @Nullable CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
        ColonyConfiguration colony = ColonyConfiguration.current();
        // A trial may have one node for everything.
        boolean shared = node.getNodeName().isEmpty() && colony.isAllowBuiltInNode();
        return StageLabels.trusted(colony.getStageLabels())
                .filter(label -> !shared && jenkins.matches(label, node))
                .map(label ->
                        CauseOfBlockage.fromMessage(Messages._TrustedAgents_blocked(node.getDisplayName(), label)))
                .orElse(null);
    }
}
