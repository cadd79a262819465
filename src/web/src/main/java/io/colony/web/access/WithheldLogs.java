package io.colony.web.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colony.engine.status.ArtifactEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.VerdictEntry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an issue's artefacts and verdicts quote of the logs of gates, taken out for whoever may not read those: the finding
 * about a red gate is a sentence, and below it the end of the log.
 */
public final class WithheldLogs {
    private static final Pattern QUOTED = Pattern.compile("(Gate '[^\n]*)\n.*", Pattern.DOTALL);
    private static final String INSTEAD = " (The log is for those with the role 'transcript'.)";

    private WithheldLogs() {}

    /** The issue as this visitor may see it. */
    public static IssueDetail of(IssueDetail detail, Visitor visitor) {
        return visitor.may(Role.TRANSCRIPT)
                ? detail
                : new IssueDetail(
                        detail.summary(),
                        detail.facts(),
                        detail.host(),
                        detail.transitions(),
                        detail.runs(),
                        artifacts(detail.artifacts()),
                        artifacts(detail.evidence()),
                        detail.verdicts().stream().map(WithheldLogs::without).toList(),
                        detail.gates(),
                        detail.approvals(),
                        detail.commands(),
                        detail.costs(),
                        detail.intents(),
                        detail.merges(),
                        detail.dependencies(),
                        detail.task(),
                        detail.why());
    }

    private static List<ArtifactEntry> artifacts(List<ArtifactEntry> all) {
        return all.stream()
                .map(entry -> new ArtifactEntry(
                        entry.id(), entry.runId(), entry.kind(), without(entry.content()), entry.sha256(), entry.at()))
                .toList();
    }

    private static VerdictEntry without(VerdictEntry entry) {
        return new VerdictEntry(
                entry.id(),
                entry.runId(),
                entry.verdict(),
                entry.headSha(),
                entry.baseSha(),
                entry.policyVersion(),
                without(entry.content()),
                entry.at(),
                entry.voidedAt(),
                entry.voidedReason());
    }

    /** A copy: what was read is not changed. */
    static JsonNode without(JsonNode content) {
        return switch (content) {
            case TextNode text -> {
                Matcher quoted = QUOTED.matcher(text.textValue());
                yield quoted.matches() ? TextNode.valueOf(quoted.group(1) + INSTEAD) : text;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(each -> copy.add(without(each)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), without(field.getValue())));
                yield copy;
            }
            default -> content;
        };
    }
}
