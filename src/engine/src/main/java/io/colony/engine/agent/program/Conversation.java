package io.colony.engine.agent.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.LineListener;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Listens to one run: tells events, adds up usage, keeps the final document and the error flag, and asks for a stop where
 * a limit of the back end's own is reached. Told lines by one thread at a time; read after the run, when it is closed:
 * what is said then by a line that took longer than the run does not count.
 */
final class Conversation implements LineListener {
    private static final int LONGEST_NOISE = 16 * 1024;
    private static final int LAST_WORDS = 5;
    private static final int LONGEST_LAST_WORD = 300;

    private final AgentLimits limits;
    private final Redactor redactor;
    private final Consumer<AgentEvent> events;
    private final StopSignal stop;
    private final StreamReader reader;
    private final Set<String> openTools = new HashSet<>();
    private final Deque<String> lastErrors = new ArrayDeque<>();
    private final SeenTokens seen = new SeenTokens();
    private AgentUsage usage = AgentUsage.NONE;
    private boolean usageComplete;
    private boolean spoke;
    private boolean worked;
    private boolean endedInATool;
    private Optional<StreamLine.Ended> ended = Optional.empty();
    private Optional<StreamLine.Failed> failure = Optional.empty();
    private Optional<Limit> reached = Optional.empty();
    private boolean closed;

    /** A limit that is not the process supervisor's to watch. */
    record Limit(End end, String message) {}

    Conversation(
            StreamReader reader, AgentLimits limits, Redactor redactor, Consumer<AgentEvent> events, StopSignal stop) {
        this.reader = reader;
        this.limits = limits;
        this.redactor = redactor;
        this.events = events;
        this.stop = stop;
    }

    /** Nothing is told any more. Waits for whoever is being told something, not for a line that is being read. */
    synchronized void close() {
        closed = true;
    }

    @Override
    public Activity line(Stream stream, String raw, boolean cut) {
        String line = redactor.redact(raw);
        if (stream == Stream.STDERR) {
            return error(line, cut);
        }
        // A line that was cut is no JSON any more.
        return said(cut ? List.of(new StreamLine.Noise()) : reader.read(line), line, cut);
    }

    private synchronized Activity error(String line, boolean cut) {
        if (closed) {
            return Activity.NONE;
        }
        remember(line);
        return noise("stderr", line, cut);
    }

    private synchronized Activity said(List<StreamLine> said, String line, boolean cut) {
        if (closed) {
            return Activity.NONE;
        }
        Activity activity = Activity.NONE;
        for (StreamLine each : said) {
            Activity one = heard(each, line, cut);
            activity = one.alive() ? one : activity;
        }
        // What a program states with its last word is booked, and no reason to throw its work away.
        if (said.stream().noneMatch(StreamLine.Ended.class::isInstance)) {
            checkLimits();
        }
        worked |= ended.isEmpty() && failure.isEmpty() && usage.tokens() > 0;
        return activity;
    }

    private Activity heard(StreamLine said, String line, boolean cut) {
        spoke |= !(said instanceof StreamLine.Noise);
        return switch (said) {
            case StreamLine.Noise() -> noise("stdout", line, cut);
            case StreamLine.Happened(AgentEvent event) -> happened(event);
            case StreamLine.Used(AgentUsage totals, boolean complete) -> used(totals, complete);
            case StreamLine.Ended terminal -> ended(terminal, line);
            case StreamLine.Failed failed -> failed(failed);
        };
    }

    synchronized AgentUsage usage() {
        return usage;
    }

    /** Whether the program stated all that it used, and no less than it had named before. */
    synchronized boolean usageComplete() {
        return usageComplete;
    }

    /** Whether any line was one of the program's protocol. */
    synchronized boolean spoke() {
        return spoke;
    }

    /** By model, the tokens that the program named before it stated all. */
    synchronized Map<String, Tokens> seen() {
        return seen.byModel();
    }

    /** Whether the model said anything, a tool was called, or tokens were used before the last word. */
    synchronized boolean worked() {
        return worked;
    }

    /** Whether a tool call was open when it said its last. */
    synchronized boolean endedInATool() {
        return endedInATool;
    }

    /** The terminal line of a good run. */
    synchronized Optional<StreamLine.Ended> ended() {
        return ended;
    }

    synchronized Optional<StreamLine.Failed> failure() {
        return failure;
    }

    synchronized Optional<Limit> reached() {
        return reached;
    }

    /** The end of what it wrote to standard error, for the message of a failure; may be empty. */
    synchronized String lastErrors() {
        return String.join(" | ", lastErrors);
    }

    private Activity noise(String stream, String line, boolean cut) {
        boolean tooLong = cut || line.length() > LONGEST_NOISE;
        String shown = tooLong ? line.substring(0, Math.min(line.length(), LONGEST_NOISE)) + " [cut]" : line;
        events.accept(new AgentEvent.Noise(stream, shown));
        return Activity.NONE;
    }

    private Activity happened(AgentEvent event) {
        worked |= !(event instanceof AgentEvent.Started
                || event instanceof AgentEvent.Problem
                || event instanceof AgentEvent.Alive);
        if (event instanceof AgentEvent.ToolStarted started) {
            openTools.add(started.id());
        } else if (event instanceof AgentEvent.ToolEnded ended) {
            openTools.remove(ended.id());
        }
        return tell(event);
    }

    /** Totals only grow: a line that comes again, late or lower changes nothing. */
    private Activity used(AgentUsage stated, boolean complete) {
        if (!complete) {
            seen.add(stated);
        }
        usageComplete |= complete && !seen.exceed(stated);
        AgentUsage before = usage;
        usage = new AgentUsage(
                stated.model().or(usage::model),
                Math.max(stated.turns(), usage.turns()),
                Math.max(stated.inputTokens(), usage.inputTokens()),
                Math.max(stated.outputTokens(), usage.outputTokens()),
                Math.max(stated.cacheReadTokens(), usage.cacheReadTokens()),
                Math.max(stated.cacheWriteTokens(), usage.cacheWriteTokens()),
                Math.max(stated.cacheWrite1hTokens(), usage.cacheWrite1hTokens()),
                stated.costUsd()
                        .map(cost -> cost.max(usage.costUsd().orElse(Usd.ZERO)))
                        .or(usage::costUsd));
        return complete || usage.tokens() > before.tokens() ? tell(new AgentEvent.Usage(usage)) : Activity.NONE;
    }

    private void checkLimits() {
        Usd cost = usage.costUsd().orElse(Usd.ZERO);
        if (cost.compareTo(limits.usd()) > 0) {
            reach(new Limit(
                    End.OVER_BUDGET,
                    "It cost " + cost + " and may cost " + limits.usd()
                            + "; it was ended. Raise the run's ceiling to let" + " it go further."));
        } else if (usage.turns() > limits.turns()) {
            reach(new Limit(End.LIMIT_REACHED, "It took more than " + limits.turns() + " turns and was ended."));
        }
    }

    private void reach(Limit limit) {
        if (reached.isEmpty()) {
            reached = Optional.of(limit);
            stop.stop(limit.message());
        }
    }

    /** The first one is the end; a program does not get to take it back. */
    private Activity ended(StreamLine.Ended terminal, String line) {
        if (ended.isPresent()) {
            return noise("stdout", line, false);
        }
        ended = Optional.of(terminal);
        endedInATool |= !openTools.isEmpty();
        Optional<JsonNode> document = terminal.document();
        return document.isPresent() ? tell(new AgentEvent.Result(document.get())) : Activity.ALIVE;
    }

    private Activity failed(StreamLine.Failed failed) {
        if (failure.isEmpty()) {
            failure = Optional.of(failed);
            // Money and turns may be over in the middle of a call.
            boolean limit = failed.errorClass() == ErrorClass.BUDGET || failed.errorClass() == ErrorClass.TURNS;
            endedInATool |= !limit && !openTools.isEmpty();
        }
        return tell(new AgentEvent.Problem(failed.message()));
    }

    private Activity tell(AgentEvent event) {
        events.accept(event);
        return openTools.isEmpty() ? Activity.ALIVE : new Activity(true, Optional.of(limits.toolInactivity()));
    }

    private void remember(String line) {
        if (!line.isBlank()) {
            lastErrors.addLast(line.length() > LONGEST_LAST_WORD ? line.substring(0, LONGEST_LAST_WORD) : line);
        }
        if (lastErrors.size() > LAST_WORDS) {
            lastErrors.removeFirst();
        }
    }
}
