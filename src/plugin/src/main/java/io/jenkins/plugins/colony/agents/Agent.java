package io.jenkins.plugins.colony.agents;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent that work is done on, by its name: Jenkins' own objects for it change when it is connected anew.
 *
 * @param name for people
 * @param jars made when they are first needed
 */
record Agent(String name, Supplier<@Nullable Computer> computer, Supplier<AgentLibraries> jars) {
    /** Its channel, while it is online. */
    Optional<VirtualChannel> channel() {
        return Optional.ofNullable(computer.get())
                .filter(found -> !found.isOffline())
                .map(Computer::getChannel);
    }

    AgentLibraries libraries() {
        return jars.get();
    }

    /** Colony's directory there. */
    FilePath root() throws IOException {
        return Optional.ofNullable(computer.get())
                .map(Computer::getNode)
                .map(Node::getRootPath)
                .map(root -> root.child("colony"))
                .orElseThrow(() -> new IOException("the agent is offline"));
    }
}
