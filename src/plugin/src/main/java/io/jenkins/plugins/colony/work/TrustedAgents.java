package io.jenkins.plugins.colony.work;

import hudson.Extension;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import io.colony.web.host.StageLabels;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps builds off the agents of trusted git work, whose sessions take no executor. Asked while the queue is locked. */
@Extension
public final class TrustedAgents extends QueueTaskDispatcher {
    private final JenkinsFacade jenkins = new JenkinsFacade();

    /** Whoever builds there is the user that pushes. */
    @Override
    public @Nullable CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
        ColonyConfiguration colony = ColonyConfiguration.current();
        // A trial may have one node for everything.
        return node.getNodeName().isEmpty() && colony.isAllowBuiltInNode() ? null : blockage(List.of(node));
    }

    /** Of what takes no executor Jenkins asks this alone, and chooses the node itself. */
    @Override
    public @Nullable CauseOfBlockage canRun(Queue.Item item) {
        return item.task instanceof Queue.FlyweightTask ? blockage(jenkins.agents(item.getAssignedLabel())) : null;
    }

    private @Nullable CauseOfBlockage blockage(List<Node> nodes) {
        return StageLabels.trusted(ColonyConfiguration.current().getStageLabels()).stream()
                .flatMap(label -> nodes.stream()
                        .filter(node -> jenkins.matches(label, node))
                        .map(node -> Messages._TrustedAgents_blocked(node.getDisplayName(), label)))
                .findFirst()
                .map(CauseOfBlockage::fromMessage)
                .orElse(null);
    }
}
