package io.colony.engine.adhoc;

import io.colony.engine.agent.AgentEvent;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Tells what an agent says and does as lines of text; what it reads and gets as an answer stays in the transcript. */
record EventLines(UnaryOperator<String> redact, Consumer<String> log) implements Consumer<AgentEvent> {
    private static final int LONGEST = 2000;

    @Override
    public void accept(AgentEvent event) {
        switch (event) {
            case AgentEvent.Text text -> say(text.text());
            case AgentEvent.ToolStarted tool -> say("> " + tool.tool() + " " + tool.input());
            case AgentEvent.Problem problem -> say("! " + problem.message());
            case AgentEvent.Started started -> {}
            case AgentEvent.ToolEnded tool -> {}
            case AgentEvent.Usage usage -> {}
            case AgentEvent.Result result -> {}
            case AgentEvent.Alive alive -> {}
            case AgentEvent.Noise noise -> {}
        }
    }

    private void say(String text) {
        String safe = redact.apply(text);
        (safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + " …")
                .lines()
                .forEach(log);
    }
}
