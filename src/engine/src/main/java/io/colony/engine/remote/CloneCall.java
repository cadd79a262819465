package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.git.RebaseResult;
import io.colony.engine.git.TrustedClone;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a trusted clone is asked, and how it is answered on its own machine. */
enum CloneCall {
    FETCH((clone, asked) -> {
        clone.fetch();
        return null;
    }),
    TIP((clone, asked) -> clone.tip(asked.path("branch").asText())),
    IMPORT((clone, asked) -> clone.importBundle(
            Path.of(asked.path("bundle").asText()),
            asked.path("start").asText(),
            asked.path("most").asLong())),
    CONTAINS((clone, asked) -> clone.contains(sha(asked))),
    BRING((clone, asked) -> {
        clone.bring(sha(asked));
        return null;
    }),
    MEASURE((clone, asked) -> {
        clone.measure(base(asked), head(asked));
        return null;
    }),
    MEASURE_EACH((clone, asked) -> {
        clone.measureEach(base(asked), head(asked));
        return null;
    }),
    IS_ANCESTOR((clone, asked) -> clone.isAncestor(base(asked), head(asked))),
    MERGE_BASE((clone, asked) -> clone.mergeBase(base(asked), head(asked))),
    CHANGES((clone, asked) -> clone.changes(base(asked), head(asked))),
    DIFF((clone, asked) ->
            clone.diff(base(asked), head(asked), asked.path("most").asInt())),
    FILE((clone, asked) -> clone.file(sha(asked), path(asked))
            .map(content -> piece(content, asked.path("from").asInt()))),
    SHA256((clone, asked) -> clone.sha256(sha(asked), path(asked))),
    PATHS((clone, asked) -> clone.paths(sha(asked), asked.path("ending").asText())),
    LINKS((clone, asked) -> clone.links(sha(asked))),
    LINK_TARGET((clone, asked) -> clone.linkTarget(sha(asked), path(asked))),
    SUBJECTS((clone, asked) -> clone.subjects(base(asked), head(asked))),
    COMMITS((clone, asked) -> clone.commits(base(asked), head(asked))),
    REWORDED(CloneCall::reworded),
    PATCH_ID((clone, asked) -> clone.patchId(base(asked), head(asked))),
    FIRST_PARENTS(
            (clone, asked) -> clone.firstParents(sha(asked), asked.path("most").asInt())),
    TAKEN_BACK((clone, asked) -> clone.takenBack(
            asked.path("before").asText(),
            asked.path("merged").asText(),
            asked.path("tip").asText())),
    REBASE((clone, asked) -> clone.rebase(
            base(asked),
            head(asked),
            asked.path("onto").asText(),
            Wire.read(asked.path("resolutions"), new TypeReference<Map<Integer, RebaseResult.Resolution>>() {})));

    /** A file comes in pieces of so many bytes, the last one in fewer. */
    static final int PIECE = 8 << 20;

    /** Holds nothing. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<TrustedClone, JsonNode, @Nullable Object> act;

    CloneCall(BiFunction<TrustedClone, JsonNode, @Nullable Object> act) {
        this.act = act;
    }

    String op() {
        return "clone." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    JsonNode answer(TrustedClone clone, JsonNode asked) {
        Object result = act.apply(clone, asked);
        return result instanceof RebaseResult rebased
                ? Wire.parse(Wire.text(rebased, new TypeReference<RebaseResult>() {}))
                : Wire.tree(result);
    }

    private static Object reworded(TrustedClone clone, JsonNode asked) {
        Map<String, String> messages = Wire.read(asked.path("messages"), new TypeReference<>() {});
        return clone.reworded(
                base(asked),
                head(asked),
                asked.path("identity").asText(),
                message -> messages.getOrDefault(message, message));
    }

    private static byte[] piece(byte[] content, int from) {
        int start = Math.clamp(from, 0, content.length);
        return Arrays.copyOfRange(content, start, Math.min(content.length, start + PIECE));
    }

    private static String base(JsonNode asked) {
        return asked.path("base").asText();
    }

    private static String head(JsonNode asked) {
        return asked.path("head").asText();
    }

    private static String sha(JsonNode asked) {
        return asked.path("sha").asText();
    }

    private static String path(JsonNode asked) {
        return asked.path("path").asText();
    }
}
