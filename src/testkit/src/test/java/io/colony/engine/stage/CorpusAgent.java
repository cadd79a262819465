package io.colony.engine.stage;

import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.command.CommandBackend;
import io.colony.engine.process.LocalProcessSupervisor;
import java.time.Duration;
import java.util.Map;

/** Plays an agent of the corpus as a real program. */
final class CorpusAgent {
    private static final LocalProcessSupervisor SUPERVISOR = new LocalProcessSupervisor();
    /** Of what nobody is waited for in a test: long enough for a busy machine. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private CorpusAgent() {}

    static AgentResult play(CorpusCase agent, AgentWork work) {
        AgentRequest request = work.request();
        return new CommandBackend("corpus", agent.command(), SUPERVISOR, Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"))
                .run(
                        new AgentRequest(
                                request.stage(),
                                request.prompt(),
                                request.context(),
                                request.resultSchema(),
                                request.workspace(),
                                request.home(),
                                request.environment(),
                                limits(agent, request.limits())),
                        work.events(),
                        work.stop());
    }

    /** Those that wait for a limit of time do not wait for hours. */
    private static AgentLimits limits(CorpusCase agent, AgentLimits usual) {
        String limit = agent.fact("limit").orElse("none");
        return new AgentLimits(
                limit.equals("wall-clock") ? Duration.ofSeconds(2) : LONG,
                limit.equals("inactivity") ? Duration.ofSeconds(1) : LONG,
                LONG,
                usual.turns(),
                usual.outputBytes(),
                usual.usd());
    }
}
