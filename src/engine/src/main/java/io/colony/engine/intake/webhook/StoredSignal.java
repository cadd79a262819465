package io.colony.engine.intake.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Json;
import io.colony.engine.forge.HostSignal;
import java.util.List;

/** A signal as the store holds it: its kind and its fields, in text that {@code jsonb} takes whatever it holds. */
final class StoredSignal {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();
    private static final String KIND = "kind";
    private static final List<Class<? extends HostSignal>> KINDS = List.of(
            HostSignal.IssueChanged.class,
            HostSignal.Commented.class,
            HostSignal.PullRequestChanged.class,
            HostSignal.Reviewed.class,
            HostSignal.ChecksChanged.class,
            HostSignal.Pushed.class,
            HostSignal.RepositoryChanged.class,
            HostSignal.Listed.class,
            HostSignal.Irrelevant.class);

    private StoredSignal() {}

    static String write(HostSignal signal) {
        ObjectNode node = MAPPER.valueToTree(kept(signal));
        return paired(Json.text(node.put(KIND, signal.getClass().getSimpleName())));
    }

    /** A comment is read again before anything is done about it, so its words are not kept. */
    private static HostSignal kept(HostSignal signal) {
        return signal instanceof HostSignal.Commented comment
                ? new HostSignal.Commented(
                        comment.key(), comment.pullRequest(), comment.commentId(), comment.login(), "")
                : signal;
    }

    static HostSignal read(String text) {
        JsonNode node = Json.parse(text);
        Class<? extends HostSignal> kind = KINDS.stream()
                .filter(known -> known.getSimpleName().equals(node.path(KIND).asText()))
                .findFirst()
                .orElseThrow(() -> new ColonyException("The store holds a webhook of kind '"
                        + node.path(KIND).asText() + "', which this program does not know. Run a program of the"
                        + " store's version."));
        try {
            return MAPPER.treeToValue(((ObjectNode) node).without(KIND), kind);
        } catch (JsonProcessingException failure) {
            throw new ColonyException(
                    "The store holds a webhook that is not of the form of its kind " + kind.getSimpleName() + ".",
                    failure);
        }
    }

    /** Whose line it stands in; empty for one that is about no repository. */
    static String repository(HostSignal signal) {
        return switch (signal) {
            case HostSignal.IssueChanged changed -> changed.key().repository();
            case HostSignal.Commented comment -> comment.key().repository();
            case HostSignal.PullRequestChanged changed -> changed.slug();
            case HostSignal.Reviewed review -> review.slug();
            case HostSignal.ChecksChanged checks -> checks.slug();
            case HostSignal.Pushed push -> push.slug();
            case HostSignal.RepositoryChanged changed -> changed.slug();
            case HostSignal.Listed listed -> listed.key().repository();
            case HostSignal.Irrelevant irrelevant -> "";
        };
    }

    /** Half a surrogate pair is no character, and Postgres takes none. */
    private static String paired(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder paired = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point)
                .forEach(paired::appendCodePoint);
        return paired.toString();
    }
}
