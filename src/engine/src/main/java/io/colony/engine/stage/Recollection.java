package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.retrospective.IssueFiles;
import io.colony.engine.retrospective.Lesson;
import io.colony.engine.retrospective.LessonSettings;
import io.colony.engine.retrospective.Lessons;
import io.colony.engine.retrospective.Lessons.Learnt;
import io.colony.engine.retrospective.PathMentions;
import io.colony.engine.stage.RunStore.PastRun;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an agent is reminded of: of this issue the verdicts, the last words of attempts that failed, and what people said;
 * of other issues what they teach about the files that this one is about. All of it is bounded, and all of it is data.
 */
final class Recollection {
    private static final int MOST_VERDICTS = 10;
    private static final int MOST_PEOPLE = 20;
    private static final int MOST_EXCERPTS = 3;
    private static final int LONGEST_EXCERPT = 2_500;
    private static final int LONGEST_REASON = 1_000;

    private final StageContext context;
    private final LessonSettings lessons;
    private final AttemptNotes notes = AttemptNotes.postgres();
    private final Lessons learnt = Lessons.postgres();
    private final IssueFiles files = IssueFiles.postgres();

    private Recollection(StageContext context, LessonSettings lessons) {
        this.context = context;
        this.lessons = lessons;
    }

    /** With what other issues teach. */
    static Recollection withLessons(StageContext context) {
        return new Recollection(context, context.lessons());
    }

    /** Of this issue alone. */
    static Recollection ofThisIssue(StageContext context) {
        return new Recollection(context, new LessonSettings(0, 0));
    }

    /**
     * What is remembered.
     *
     * @param verdicts by run
     * @param excerpts by run
     */
    record Recalled(Map<Long, JsonNode> verdicts, Map<Long, String> excerpts, ArrayNode people, ArrayNode lessons) {}

    Recalled of(ClaimedTask claim, List<PastRun> history) {
        long issue = claim.issue().id();
        return context.database()
                .inTransaction(transaction -> new Recalled(
                        notes.verdicts(transaction, issue, MOST_VERDICTS),
                        notes.excerpts(transaction, failed(history), LONGEST_EXCERPT),
                        people(transaction, issue),
                        lessons(transaction, claim, history)));
    }

    /** The newest attempts that brought nothing: why is often said in their last lines alone. */
    private static List<Long> failed(List<PastRun> history) {
        return history.reversed().stream()
                .filter(run -> !run.counted()
                        || run.outcome().equals("rejected")
                        || run.outcome().equals("lost")
                        || run.artifacts().stream()
                                .anyMatch(artifact -> artifact.kind().equals("failure")))
                .limit(MOST_EXCERPTS)
                .map(PastRun::runId)
                .toList();
    }

    private ArrayNode people(Transaction transaction, long issue) {
        ArrayNode people = Json.object().putArray("people");
        notes.people(transaction, issue, MOST_PEOPLE)
                .forEach(note -> people.addObject()
                        .put("person", note.person())
                        .put("action", note.action())
                        .put("reason", cut(note.reason()))
                        .put("at", note.at().toString()));
        return people;
    }

    private static String cut(String words) {
        return words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON) + "…";
    }

    private ArrayNode lessons(Transaction transaction, ClaimedTask claim, List<PastRun> history) {
        ArrayNode given = Json.object().putArray("lessons");
        if (lessons.retrospectives() == 0) {
            return given;
        }
        int bytes = lessons.bytes();
        for (Learnt each : learnt.about(
                transaction,
                claim.issue().repositoryId(),
                claim.issue().id(),
                paths(transaction, claim, history),
                lessons.retrospectives())) {
            bytes = give(given, each, bytes);
        }
        return given;
    }

    /** What the issue's text, its plan and its earlier attempts name; those first that are surest. */
    private Set<String> paths(Transaction transaction, ClaimedTask claim, List<PastRun> history) {
        Set<String> paths = new LinkedHashSet<>();
        Stream.of(
                        PathMentions.in(ContextDocument.latest(history, "plan")
                                .map(Json::text)
                                .orElse("")),
                        files.of(transaction, claim.issue().id()),
                        PathMentions.in(claim.snapshot().title() + "\n"
                                + claim.snapshot().bodyNormalised()))
                .flatMap(Collection::stream)
                .forEach(path -> {
                    if (paths.size() < PathMentions.MOST) {
                        paths.add(path);
                    }
                });
        return paths;
    }

    /** Adds what there is room for, lesson by lesson; how many bytes are left. */
    private static int give(ArrayNode given, Learnt learnt, int room) {
        ObjectNode entry = Json.object()
                .put("issue", learnt.issue().toString())
                .put("ended_as", learnt.endedAs())
                .put("ended_at", learnt.endedAt().toString());
        ArrayNode shared = entry.putArray("files");
        learnt.files().stream().limit(10).forEach(shared::add);
        ArrayNode teachings = entry.putArray("lessons");
        int left = room - size(entry);
        for (Lesson lesson : learnt.lessons()) {
            ObjectNode teaching = Json.object()
                    .put("advice", lesson.advice())
                    .put("quote", lesson.quote().text())
                    .put("times", lesson.times());
            int size = size(teaching);
            if (size > left) {
                break;
            }
            teachings.add(teaching);
            left -= size;
        }
        if (teachings.isEmpty()) {
            return room;
        }
        given.add(entry);
        return left;
    }

    private static int size(JsonNode json) {
        return Json.text(json).getBytes(StandardCharsets.UTF_8).length;
    }
}
