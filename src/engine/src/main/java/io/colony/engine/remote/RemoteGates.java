package io.colony.engine.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateRunner;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import java.util.List;
import java.util.function.UnaryOperator;

/** Gates that run on the session's machine. */
final class RemoteGates implements GateRunner {
    static final String RUN = "gates.run";

    private final SessionClient session;
    private final UnaryOperator<String> redact;

    RemoteGates(SessionClient session, UnaryOperator<String> redact) {
        this.session = session;
        this.redact = redact;
    }

    /** What is asked. */
    record Asked(List<GateDefinition> gates, Workspaces.Request request) {}

    @Override
    public List<GateResult> run(List<GateDefinition> gates, GateWorkspaces workspaces, StopSignal stop) {
        if (!(workspaces instanceof RemoteWorkspaces.OfRequest of)) {
            throw new HandsLost("These gates run on another machine than the one that their workspaces are for.");
        }
        JsonNode answer = session.call(RUN, Wire.tree(new Asked(gates, of.request())), event -> {});
        return CarriedTests.results(session, answer, gates.size()).stream()
                .map(this::redacted)
                .toList();
    }

    private GateResult redacted(GateResult result) {
        return new GateResult(
                result.gate(),
                result.verdict(),
                result.exitCode(),
                result.duration(),
                redact.apply(result.summary()),
                redact.apply(result.log()),
                result.baseline(),
                result.flaky(),
                result.tests(),
                result.doubts());
    }
}
