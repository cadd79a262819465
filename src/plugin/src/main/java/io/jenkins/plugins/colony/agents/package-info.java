/**
 * The engine's hands on Jenkins' agents: sessions in detached processes there, reached over the agent's channel. A channel
 * that dies takes no work along.
 */
@NullMarked
package io.jenkins.plugins.colony.agents;

import org.jspecify.annotations.NullMarked;
