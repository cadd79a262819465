package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.github.Identity.Access;
import io.colony.engine.issue.IssueKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The label that shows an issue's state: a question that GitHub answers from memory, and one write where it changes. */
final class Labels {
    private static final String DESCRIPTION = "State in Colony: written by it, and written back when changed by hand.";
    private static final String OTHERS = "1d76db";
    private static final Map<String, String> COLOURS = Map.of(
            "done", "0e8a16",
            "cancelled", "6e7781",
            "paused", "6e7781",
            "failure-blocked", "b60205",
            "dependency-blocked", "c5a200",
            "waiting-for-subtasks", "c5a200",
            "needs-clarification", "fbca04",
            "human-review-ready", "fbca04");

    private final Accounts accounts;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    Labels(Accounts accounts) {
        this.accounts = accounts;
    }

    void set(IssueKey key, String prefix, String label) {
        if (!label.startsWith(prefix)) {
            throw ForgeException.permanent("The label '" + label + "' does not begin with '" + prefix
                    + "', so that it could never be taken away again. Nothing was changed on " + key + ".");
        }
        Access ops = accounts.ops(key.repository());
        String path = Issues.path(key) + "/labels";
        List<String> present =
                ops.act().list(path).map(node -> Json.text(node, "name")).toList();
        List<String> wanted = new ArrayList<>(
                present.stream().filter(name -> !begins(name, prefix)).toList());
        wanted.add(label);
        if (Set.copyOf(present).equals(Set.copyOf(wanted))) {
            return;
        }
        make(ops, key.repository(), prefix, label);
        ObjectNode body = Json.object();
        ArrayNode names = body.putArray("labels");
        wanted.forEach(names::add);
        ops.act().settle("PUT", path, body);
    }

    /** Names of labels differ by more than case on GitHub. */
    private static boolean begins(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private void make(Access ops, String slug, String prefix, String label) {
        String known = (slug + " " + label).toLowerCase(Locale.ROOT);
        if (made.contains(known)) {
            return;
        }
        String path = ApiUrl.repository(slug) + "/labels/" + ApiUrl.segment(label);
        if (ops.act().find(path).isEmpty()) {
            String colour = COLOURS.getOrDefault(label.substring(prefix.length()), OTHERS);
            try {
                ops.actHub().handle(slug).createLabel(label, colour, DESCRIPTION);
            } catch (IOException failure) {
                // Somebody else was quicker, which comes to the same.
                if (Hub.status(failure) != 422) {
                    throw Hub.refused("make the label '" + label + "' in " + slug, failure);
                }
            }
        }
        made.add(known);
    }
}
