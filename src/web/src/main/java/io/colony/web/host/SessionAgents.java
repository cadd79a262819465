package io.colony.web.host;

import io.colony.engine.agent.AgentBackends;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a session on another machine is given to run agent programs.
 *
 * @param variables the secrets that their settings name, and no other
 */
public record SessionAgents(List<AgentBackends.Program> programs, Map<String, String> variables) {
    /** Those of these names. Who chose the machine can read what is given to it. */
    static SessionAgents of(
            List<AgentBackends.Program> programs, Map<String, String> secrets, Predicate<String> names) {
        List<AgentBackends.Program> given =
                programs.stream().filter(program -> names.test(program.name())).toList();
        Map<String, String> variables = new HashMap<>(secrets);
        variables
                .keySet()
                .retainAll(given.stream()
                        .flatMap(program -> program.variables().stream())
                        .collect(Collectors.toSet()));
        return new SessionAgents(given, Map.copyOf(variables));
    }
}
