package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.issue.StartWorkflows;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.issue.WorkflowCatalog.StoredWorkflow;
import io.colony.engine.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stored workflows, and whose new issues start with which. */
public final class WorkflowList {
    private final List<StoredWorkflow> stored;
    private final Version configured;
    private final StartWorkflows.Settings settings;

    public WorkflowList(List<StoredWorkflow> stored, Workflow configured, StartWorkflows.Settings settings) {
        this.stored = List.copyOf(stored);
        this.configured = new Version(configured.id(), configured.version());
        this.settings = settings;
    }

    /** For people. */
    public List<String> lines() {
        TextTable table = new TextTable("WORKFLOW", "STORED", "#ISSUES AT WORK", "NEW ISSUES OF");
        stored.forEach(each -> table.row(
                version(each).toString(),
                each.storedAt().toString(),
                Long.toString(each.issues()),
                starts(each).isEmpty() ? "-" : String.join(", ", starts(each))));
        return table.lines();
    }

    /** For scripts. */
    public ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        stored.forEach(each -> {
            ObjectNode entry = list.addObject()
                    .put("id", each.id())
                    .put("version", each.version())
                    .put("stored_at", each.storedAt().toString())
                    .put("issues_at_work", each.issues());
            ArrayNode starts = entry.putArray("new_issues_of");
            starts(each).forEach(starts::add);
        });
        return list;
    }

    private static Version version(StoredWorkflow each) {
        return new Version(each.id(), each.version());
    }

    private List<String> starts(StoredWorkflow each) {
        List<String> starts = new ArrayList<>();
        if (version(each).equals(configured)) {
            starts.add("this installation");
        }
        addAll(starts, each, "tenant ", settings.tenants());
        addAll(starts, each, "", settings.repositories());
        return starts;
    }

    private static void addAll(List<String> starts, StoredWorkflow each, String what, Map<String, Version> set) {
        set.entrySet().stream()
                .filter(entry -> entry.getValue().equals(version(each)))
                .forEach(entry -> starts.add(what + entry.getKey()));
    }
}
