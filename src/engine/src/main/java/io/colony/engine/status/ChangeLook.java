package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.ChangeMark.Standing;
import io.colony.engine.status.ChangeMark.Step;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes sense of the rows of one look at the store. Used once. */
final class ChangeLook {
    /** More issues than this are "many". */
    private static final int MOST_ISSUES = 200;
    /** A row has its id a little before its transaction has a number. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+#[1-9][0-9]{0,17}");
    private static final String RUN = "run";
    private static final Set<String> STANDING = Set.of(RUN, "task", "intent", "worker", "breaker", "wait", "unsealed");

    private final long nanos;
    private final Map<String, Set<Long>> found = new HashMap<>();
    private final Map<String, Standing> standing = new HashMap<>();
    private final List<Row> rows;
    private final Set<ChangeTopic> topics = EnumSet.noneOf(ChangeTopic.class);
    private final Set<IssueKey> issues = new HashSet<>();
    private final Set<Long> transcripts = new HashSet<>();
    private long oldestRunning;
    private long ends;

    /**
     * A row.
     *
     * @param key of the issue that it belongs to
     */
    record Row(
            String source,
            long id,
            @Nullable String key,
            @Nullable String value) {
        private Optional<IssueKey> issue() {
            return Stream.of(Optional.ofNullable(key), Optional.ofNullable(value))
                    .flatMap(Optional::stream)
                    .filter(text -> KEY.matcher(text).matches())
                    .findFirst()
                    .map(IssueKey::parse);
        }
    }

    ChangeLook(List<Row> rows, long nanos) {
        this.rows = rows;
        this.nanos = nanos;
        for (Row row : rows) {
            if (row.source().equals("moment")) {
                List<Long> ids = Stream.of(Objects.requireNonNull(row.value()).split(":", -1))
                        .map(Long::valueOf)
                        .toList();
                this.oldestRunning = ids.get(0);
                this.ends = above(ids.get(1), ids.subList(2, ids.size()));
            } else if (STANDING.contains(row.source())) {
                standing.put(row.source() + ":" + row.id(), new Standing(String.valueOf(row.value()), row.issue()));
            } else {
                found.computeIfAbsent(row.source(), source -> new HashSet<>()).add(row.id());
            }
        }
    }

    /** Above all these: locks name transactions by the lower 32 bits of their numbers, which are close to the snapshot's. */
    private static long above(long ended, List<Long> running) {
        return ended
                + running.stream()
                        .mapToLong(id -> (int) (id - ended) + 1L)
                        .filter(ahead -> ahead > 0)
                        .max()
                        .orElse(0);
    }

    ChangeMark begin() {
        Map<String, Long> newest = newest(Map.of());
        Step now = new Step(newest, ends, nanos);
        return new ChangeMark(newest, Map.of(), standing, now, Optional.of(now));
    }

    Changes since(ChangeMark mark) {
        compareRows(mark);
        compareStanding(mark.standing());
        boolean passedOver = found.values().stream().anyMatch(ids -> ids.size() > PostgresChangeFeed.MOST);
        boolean resolved = mark.doubt().filter(this::isOver).isPresent();
        ChangeMark next = next(mark, passedOver, resolved);
        if (passedOver || resolved) {
            return new Changes(next, Moved.all(issues, transcripts));
        }
        boolean many = issues.size() > MOST_ISSUES;
        return new Changes(next, new Moved(topics, many ? Set.of() : issues, many, transcripts));
    }

    private void compareRows(ChangeMark mark) {
        for (Row row : rows) {
            if (found.containsKey(row.source())
                    && !mark.told().getOrDefault(row.source(), Set.of()).contains(row.id())) {
                topics.addAll(PostgresChangeFeed.topics(row.source()));
                row.issue().ifPresent(this::touch);
            }
        }
    }

    /** Whatever is written about an issue, the audit log included, changes what lists say of it. */
    private void touch(IssueKey issue) {
        issues.add(issue);
        topics.add(ChangeTopic.ISSUES);
    }

    private void compareStanding(Map<String, Standing> before) {
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(standing.keySet());
        for (String name : names) {
            Optional<Standing> was = Optional.ofNullable(before.get(name));
            Optional<Standing> is = Optional.ofNullable(standing.get(name));
            if (!was.equals(is)) {
                String source = name.substring(0, name.indexOf(':'));
                boolean grew = source.equals(RUN) && was.isPresent() && is.isPresent();
                if (source.equals(RUN)) {
                    transcripts.add(Long.parseLong(name.substring(name.indexOf(':') + 1)));
                }
                if (!grew) {
                    topics.addAll(PostgresChangeFeed.topics(source));
                }
                is.or(() -> was).flatMap(Standing::issue).ifPresent(issues::add);
            }
        }
    }

    private ChangeMark next(ChangeMark mark, boolean passedOver, boolean resolved) {
        Map<String, Long> newest = newest(mark.floors());
        Step now = new Step(newest, ends, nanos);
        if (passedOver) {
            // Up to what was read at once; the rest comes with the next look, what commits late with the doubt.
            return new ChangeMark(newest, Map.of(), standing, now, Optional.of(now));
        }
        boolean settled = isOver(mark.next());
        Map<String, Long> floors = settled ? mark.next().newest() : mark.floors();
        Map<String, Set<Long>> told = new HashMap<>();
        found.forEach((source, ids) -> {
            long floor = floors.getOrDefault(source, 0L);
            Set<Long> above = new HashSet<>(ids);
            above.removeIf(id -> id <= floor);
            told.put(source, Set.copyOf(above));
        });
        return new ChangeMark(
                floors, told, standing, settled ? now : mark.next(), resolved ? Optional.empty() : mark.doubt());
    }

    /** Whether all that ran at that moment has ended. */
    private boolean isOver(Step step) {
        return oldestRunning >= step.ends() && nanos - step.nanos() >= GRACE;
    }

    private Map<String, Long> newest(Map<String, Long> floors) {
        Map<String, Long> newest = new HashMap<>(floors);
        found.forEach((source, ids) -> ids.forEach(id -> newest.merge(source, id, Math::max)));
        return newest;
    }
}
