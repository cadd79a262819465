package io.colony.runner.console;

import io.colony.runner.IssueView;
import io.colony.runner.TransitionView;
import java.util.List;

/** Shows work as it goes on. Used by one thread. */
public interface Progress {
    /** Something happened, or a moment passed. */
    void show(List<TransitionView> news, List<IssueView> issues);

    /** Nothing more comes. */
    void end();
}
