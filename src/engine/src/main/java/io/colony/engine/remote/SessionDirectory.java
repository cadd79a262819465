package io.colony.engine.remote;

import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.GitException;
import io.colony.engine.log.Log;
import io.colony.engine.process.DetachedProcess;
import io.colony.engine.stage.HandsLost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * A session's directory on this machine: {@code setup.json}, {@code calls/N.json}, {@code answers/N.json}, {@code
 * events/N.jsonl}, {@code files/}, {@code process}, {@code heard} (touched whenever somebody asks), {@code stop} and {@code
 * end}. Whatever appears in it appears whole. What works in the session may write there as well: what it puts in the place of
 * a file costs nobody more than its session. Safe for use by many threads and processes.
 */
public final class SessionDirectory implements SessionFiles {
    /** No call and no answer is larger. */
    static final int MOST_TEXT = 32 << 20;

    private static final int MOST_EVENTS = 1 << 20;
    private static final long MOST_EVENTS_IN_ALL = 4L << 30;
    private static final int PIECE = 4 << 20;
    private static final int MOST_MARK = 1 << 10;
    private static final int LAST_WORDS = 20;
    private static final int LONGEST_LAST_WORD = 300;
    private static final int END_OF_LOG = 64 << 10;
    private static final Duration END = Duration.ofSeconds(20);
    private static final Logger LOG = Log.of(SessionDirectory.class);
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Path directory;
    private final List<String> program;

    /**
     * A session that may not be there yet.
     *
     * @param directory its own; absolute
     * @param program what starts {@link SessionMain}, without its argument
     */
    public SessionDirectory(Path directory, List<String> program) {
        this.directory = directory;
        this.program = List.copyOf(program);
    }

    Path root() {
        return directory;
    }

    Path call(int number) {
        return directory.resolve("calls").resolve(number + ".json");
    }

    Path answer(int number) {
        return directory.resolve("answers").resolve(number + ".json");
    }

    Path events(int number) {
        return directory.resolve("events").resolve(number + ".jsonl");
    }

    Path setup() {
        return directory.resolve("setup.json");
    }

    Path stopped() {
        return directory.resolve("stop");
    }

    Path end() {
        return directory.resolve("end");
    }

    Path heard() {
        return directory.resolve("heard");
    }

    @Override
    public void open(SessionSetup setup) {
        open(setup.text());
    }

    /** @param setup as {@link SessionSetup#text} gives it */
    public void open(String setup) {
        if (Files.exists(process())) {
            touch();
            return;
        }
        try {
            makePrivate(directory);
            for (String part : List.of("calls", "answers", "events", "files")) {
                Files.createDirectories(directory.resolve(part));
            }
            write(setup(), setup);
            touch();
            // Whoever opens what was put there beforehand, such as a pipe, would wait.
            Files.deleteIfExists(directory.resolve("log"));
            List<String> words = new ArrayList<>(program);
            words.add(directory.toString());
            DetachedProcess started = DetachedProcess.start(words, directory, directory.resolve("log"));
            write(process(), started.mark());
        } catch (IOException failure) {
            throw new HandsLost("The session below " + directory + " could not be started: " + failure + ".", failure);
        }
    }

    /**
     * Removes what sessions left beside this one whose process is gone and that nobody has asked for so long: their
     * controller could not come back to end them.
     */
    public void sweepBeside(Duration age) {
        Path parent = directory.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> all = Files.list(parent)) {
            all.map(path -> new SessionDirectory(path, List.of()))
                    .filter(other -> !other.alive() && other.silentFor(age))
                    .forEach(SessionDirectory::sweep);
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    /** One that cannot be removed is in nobody's way. */
    private void sweep() {
        try {
            close();
        } catch (HandsLost | GitException stays) {
            LOG.warn("What a session left stays there: {}", stays.getMessage());
        }
    }

    private boolean silentFor(Duration age) {
        try {
            FileTime now = FileTime.from(InstantSource.system().instant());
            return Files.getLastModifiedTime(heard())
                    .toInstant()
                    .isBefore(now.toInstant().minus(age));
        } catch (IOException beginning) {
            return false;
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private Path process() {
        return directory.resolve("process");
    }

    @Override
    public String submit(int call, String text) {
        Path file = call(call);
        if (!Files.exists(file)) {
            write(file, text);
        }
        touch();
        return read(file);
    }

    @Override
    public SessionProgress await(int call, long from, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        Pause pause = new Pause();
        while (true) {
            touch();
            boolean alive = alive();
            Optional<String> answer =
                    Optional.of(answer(call)).filter(PlainFile::exists).map(SessionDirectory::read);
            Slice events = eventsFrom(call, from);
            if (answer.isPresent() || events.bytes() > 0 || !alive || System.nanoTime() - end >= 0) {
                // The rest of the events comes first.
                boolean all = events.bytes() < MOST_EVENTS / 2;
                return new SessionProgress(
                        events.lines(),
                        from + events.bytes(),
                        answer.filter(text -> all).orElse(null),
                        alive);
            }
            pause.once();
        }
    }

    /** Short at first, since most calls are; longer for an agent that works for an hour. */
    private static final class Pause {
        private static final long FIRST = Duration.ofMillis(2).toNanos();
        private static final long LONGEST = Duration.ofMillis(100).toNanos();
        private long next = FIRST;

        void once() {
            LockSupport.parkNanos(next);
            next = Math.min(LONGEST, next + next / 4);
        }
    }

    /** Whole lines, and how far they go. */
    private record Slice(String lines, int bytes) {
        static final Slice NONE = new Slice("", 0);
    }

    private Slice eventsFrom(int call, long from) {
        Path file = events(call);
        if (!PlainFile.exists(file)) {
            return Slice.NONE;
        }
        if (from > MOST_EVENTS_IN_ALL) {
            throw new HandsLost(
                    "A session's events have more than " + MOST_EVENTS_IN_ALL + " bytes, and no more are read.");
        }
        try {
            byte[] bytes = PlainFile.read(file, from, MOST_EVENTS);
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            // A line without an end is passed over: nobody waits for ever for what an agent may have written there.
            return whole == 0 && bytes.length == MOST_EVENTS
                    ? new Slice("", bytes.length)
                    : new Slice(new String(bytes, 0, whole, StandardCharsets.UTF_8), whole);
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    @Override
    public void stop(String reason) {
        if (!PlainFile.exists(stopped())) {
            write(stopped(), reason);
        }
    }

    @Override
    public byte[] piece(String name, long from) {
        touch();
        try {
            return PlainFile.read(file(name), from, PIECE);
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    @Override
    public String put(String name, long at, byte[] piece) {
        touch();
        try {
            PlainFile.put(file(name), at, piece);
            return file(name).toString();
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    /** Names come from the other side: they never lead out of here. */
    Path file(String name) {
        if (!FILE.matcher(name).matches()) {
            throw new HandsLost("'" + name + "' is no name of a file of a session.");
        }
        return directory.resolve("files").resolve(name);
    }

    @Override
    public void close() {
        if (Files.isDirectory(directory)) {
            try {
                PlainFile.write(end(), "");
            } catch (IOException taken) {
                LOG.debug("Session {} is ended without being told", directory, taken);
            }
            running().ifPresent(process -> process.end(END));
            DirectoryRemoval.remove(directory);
        }
    }

    @Override
    public List<String> lastWords() {
        try {
            byte[] end = PlainFile.last(directory.resolve("log"), END_OF_LOG);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(0, Math.min(LONGEST_LAST_WORD, line.length())))
                    .toList();
            return List.copyOf(lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException none) {
            return List.of();
        }
    }

    private boolean alive() {
        return running().isPresent();
    }

    /** None where nobody can say which it was. */
    private Optional<DetachedProcess> running() {
        try {
            return DetachedProcess.find(PlainFile.text(process(), MOST_MARK));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Somebody still asks. */
    private void touch() {
        try {
            Files.setLastModifiedTime(
                    heard(), FileTime.from(InstantSource.system().instant()));
        } catch (NoSuchFileException first) {
            begin(heard());
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    private static void begin(Path file) {
        try {
            Files.writeString(file, "", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException asWell) {
            LOG.debug("Somebody else began {} at this moment", file);
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    /** Whole or not at all. */
    static void write(Path file, String text) {
        try {
            PlainFile.write(file, text);
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    static String read(Path file) {
        try {
            return PlainFile.text(file, MOST_TEXT);
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    private static HandsLost lost(IOException failure) {
        return new HandsLost("A session's files cannot be read or written: " + failure + ".", failure);
    }
}
