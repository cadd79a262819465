package io.colony.runner.cli;

import io.colony.engine.ledger.Ledger.Scope;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import io.colony.runner.StoreAccess;
import org.jspecify.annotations.Nullable;

/** Whose ceiling a command line is about: what is named, or the tenant where nothing is. */
record BudgetSubject(Scope scope, String name) {
    static BudgetSubject of(@Nullable String named, StoreAccess store) {
        if (named == null) {
            return new BudgetSubject(Scope.TENANT, store.tenant());
        }
        return new BudgetSubject(named.contains("#") ? Scope.ISSUE : Scope.REPOSITORY, named);
    }

    RunnerException unknown() {
        return new RunnerException(
                ExitCode.NOT_WELL,
                "There is no " + scope.slug() + " '" + name + "'. 'colony issue list' names the issues, such as"
                        + " demo/tally#3; a repository is the part before the #.");
    }
}
