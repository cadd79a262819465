package io.colony.engine.stage;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.CommandLog;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.Issue;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each get a Colony of their own. */
abstract class WithColony {
    @TempDir
    Path work;

    StageFixture colony;

    @BeforeEach
    void start() {
        colony = new StageFixture(work);
    }

    @AfterEach
    void stop() {
        colony.close();
    }

    /** The head that the store knows. */
    String head(Issue issue) {
        return colony.now(issue).headSha().orElseThrow();
    }

    private int requests;

    OperatorAnswer act(Issue issue, OperatorAction action) {
        return act(issue, action, "olga", Optional.empty());
    }

    OperatorAnswer act(Issue issue, OperatorAction action, String login, Optional<String> head) {
        return act(issue, action, login, head, "");
    }

    OperatorAnswer act(Issue issue, OperatorAction action, String login, Optional<String> head, String reason) {
        return actions().carryOut(command(issue, action, login, head, reason));
    }

    /** Lets the edit through that waits, by its number; or any, where none waits. */
    OperatorAnswer acceptEdit(Issue issue) {
        requests++;
        return actions()
                .carryOut(new OperatorCommand(
                        issue.key(),
                        OperatorAction.ACCEPT_EDIT,
                        "olga",
                        Optional.empty(),
                        "",
                        "test",
                        Integer.toString(requests),
                        Optional.of(colony.list("select id::text from issue_edits where decision is null").stream()
                                .findFirst()
                                .orElse("1"))));
    }

    OperatorCommand command(Issue issue, OperatorAction action, String login, Optional<String> head, String reason) {
        requests++;
        return new OperatorCommand(issue.key(), action, login, head, reason, "test", Integer.toString(requests));
    }

    OperatorActions actions() {
        return new OperatorActions(colony.database, colony.clock, colony.forges(), operatorStores());
    }

    OperatorActions.Stores operatorStores() {
        return new OperatorActions.Stores(
                colony.stores.repositories(),
                colony.stores.issues(),
                colony.stores.transitions(),
                colony.stores.runs(),
                colony.stores.judgements(),
                CommandLog.postgres(AuditLog.postgres(colony.database)),
                colony.stores.workflows(),
                colony.stores.dependencies(),
                colony.stores.outbox());
    }

    /** The Builder writes this. */
    void develop(String path, String text) {
        colony.agent.next("develop", agent -> {
            agent.write(path, text);
            return ScriptedBackend.completed(agent.submission(path));
        });
    }

    void analyze(com.fasterxml.jackson.databind.JsonNode document) {
        colony.agent.next("analyze", agent -> ScriptedBackend.completed(document));
    }

    void review(com.fasterxml.jackson.databind.JsonNode document) {
        colony.agent.next("review", agent -> ScriptedBackend.completed(document));
    }

    /** What main holds of a file. */
    Optional<String> merged(String path) {
        return colony.host().text(colony.main(), path);
    }

    /** Somebody else's commit on main. */
    void moveMain(String path, String text) {
        colony.host().commit("main", "somebody else's", java.util.Map.of(path, text));
    }
}
