package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.real.ModelServer;
import io.colony.engine.agent.real.ModelServer.Reply;
import io.colony.engine.agent.real.RealProgram;
import io.colony.engine.database.Json;
import io.colony.engine.issue.Issue;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.testkit.Bubblewrap;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An issue goes from its text to its merge with a real agent program in every stage, and a model on loopback. */
@Tag("agents")
class RealAgentPipelineIT extends WithColony {
    private static final LocalProcessSupervisor SUPERVISOR = new LocalProcessSupervisor();
    private static final String TEXT = "hello from a model\n";

    @ParameterizedTest
    @EnumSource(RealProgram.class)
    void anIssueIsMerged(RealProgram program) {
        merge(program, model -> program.backEnd(SUPERVISOR, model.url()));
    }

    /** Each has a sandbox of its own for its tools, or looks for files that are not there: this shows that both go together. */
    @ParameterizedTest
    @EnumSource(names = {"CLAUDE", "CODEX", "GEMINI"})
    void anIssueIsMergedFromTheSandbox(RealProgram program) {
        assumeTrue(Bubblewrap.works(), "bubblewrap is missing, or this kernel allows no user namespaces");
        merge(program, model -> program.sandboxed(SUPERVISOR, model.url()));
    }

    private void merge(RealProgram program, Function<ModelServer, AgentBackend> start) {
        assumeTrue(program.path().isPresent(), program + " is not installed; 'bin/agents' does that");
        try (ModelServer model = ModelServer.start(RealAgentPipelineIT::reply)) {
            AgentBackend backEnd = start.apply(model);
            for (String stage : List.of("analyze", "develop", "review")) {
                colony.agent.next(stage, work -> backEnd.run(work.request(), work.events(), work.stop()));
            }
            Issue issue = colony.admitted("Add a greeting");
            colony.workOn();

            assertThat(colony.state(issue)).as(colony.reason(issue)).isEqualTo("done");
            assertThat(merged("greeting.txt")).hasValue(TEXT);
            assertThat(colony.list(
                            "select stage || ' ' || (usd > 0) || ' ' || estimated from cost_events where issue_id = ?"
                                    + " and stage <> 'merge' order by id",
                            issue.id()))
                    .containsExactly("analyze true false", "develop true false", "review true false");
        }
    }

    private static Reply reply(String request, int toolsRun) {
        if (request.contains("You are the Surveyor")) {
            return new Reply.Say(
                    "{\"outcome\":\"planned\",\"summary\":\"A file.\",\"plan\":[\"Write it.\"],\"acceptance_criteria\":[\"It is there.\"]}");
        }
        if (request.contains("You are the Inspector")) {
            return new Reply.Say(
                    "I looked at it.\n\n```json\n{\"verdict\":\"APPROVE\",\"summary\":\"Fine.\",\"findings\":[],"
                            + "\"criteria\":[{\"criterion\":\"It is there.\",\"status\":\"met\"}]}\n```");
        }
        return toolsRun == 0
                ? new Reply.Shell("printf '" + TEXT.replace("\n", "\\n") + "' > greeting.txt")
                : new Reply.Say(
                        "{\"outcome\":\"submitted\",\"summary\":\"Added it.\",\"claims\":[{\"claim\":\"added it\","
                                + "\"files\":[{\"path\":\"greeting.txt\",\"sha256\":\"" + Json.sha256(TEXT)
                                + "\"}]}]}");
    }
}
