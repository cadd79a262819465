/**
 * Hands on another machine: workspaces, agents, gates and trusted git in a process of their own, which is talked to by files
 * in a directory. It outlives whoever asks: calls and answers stay, so that a run is taken up again by asking the same once
 * more. Only data crosses; what it means is decided where the questions come from.
 */
@NullMarked
package io.colony.engine.remote;

import org.jspecify.annotations.NullMarked;
