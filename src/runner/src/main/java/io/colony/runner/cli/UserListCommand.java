package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.config.PagesUser;
import io.colony.runner.ExitCode;
import io.colony.runner.console.TextTable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony user list}. */
@Command(
        name = "list",
        description = "Lists who may see the pages, with their roles.",
        footer = {"", "Example:", "  colony user list"})
final class UserListCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private UsersFileOption users = new UsersFileOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    UserListCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        Collection<PagesUser> all = users.file(program).readOrNobody().values();
        if (json) {
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            all.forEach(user -> {
                ObjectNode entry = entries.addObject().put("login", user.login());
                entry.put("signs_in_with", kind(user));
                roles(user).forEach(entry.putArray("roles")::add);
            });
            program.out().println(entries.toPrettyString());
        } else {
            TextTable table = new TextTable("LOGIN", "ROLES", "SIGNS IN WITH");
            all.forEach(user -> table.row(user.login(), String.join(", ", roles(user)), kind(user)));
            table.lines().forEach(program.out()::println);
        }
        return ExitCode.OK.number();
    }

    private static List<String> roles(PagesUser user) {
        return PagesUser.ROLES.stream().filter(user.roles()::contains).toList();
    }

    private static String kind(PagesUser user) {
        return user.secret().isToken() ? "token" : "password";
    }
}
