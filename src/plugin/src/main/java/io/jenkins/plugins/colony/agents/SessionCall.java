package io.jenkins.plugins.colony.agents;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitException;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.remote.SessionProgress;
import java.time.Duration;
import java.util.ArrayList;
import jenkins.agents.ControllerToAgentCallable;

/** What is asked of a session's directory; runs on the agent. Each may be asked again when nobody knows whether it was. */
sealed interface SessionCall<V> extends ControllerToAgentCallable<V, RuntimeException> {
    /** Starts it, unless it is there. */
    record Open(SessionPlace place, String setup) implements SessionCall<Boolean> {
        private static final Duration LEFT = Duration.ofDays(1);

        @Override
        public Boolean call() {
            place.there().sweepBeside(LEFT);
            place.there().open(setup);
            return true;
        }

        /** The setup may hold a key. */
        @Override
        public String toString() {
            return "Open[" + place + "]";
        }
    }

    /** Hands a call in. */
    record Submit(SessionPlace place, int number, String text) implements SessionCall<String> {
        @Override
        public String call() {
            return place.there().submit(number, text);
        }
    }

    /** Waits for what comes of a call. */
    record Await(SessionPlace place, int number, long from, long millis) implements SessionCall<SessionProgress> {
        @Override
        public SessionProgress call() {
            return place.there().await(number, from, Duration.ofMillis(millis));
        }
    }

    /** Asks it to end what it runs. */
    record Stop(SessionPlace place, String reason) implements SessionCall<Boolean> {
        @Override
        public Boolean call() {
            place.there().stop(reason);
            return true;
        }
    }

    /** A piece of one of its files. */
    record Piece(SessionPlace place, String name, long from) implements SessionCall<byte[]> {
        @Override
        public byte[] call() {
            return place.there().piece(name, from);
        }
    }

    /** Puts a piece into one of its files. */
    @SuppressWarnings("ArrayRecordComponent")
    record Put(SessionPlace place, String name, long at, byte[] piece) implements SessionCall<String> {
        @Override
        public String call() {
            return place.there().put(name, at, piece);
        }
    }

    /** Ends it and removes its directory. */
    record Close(SessionPlace place) implements SessionCall<Boolean> {
        @Override
        public Boolean call() {
            place.there().close();
            return true;
        }
    }

    /** What it said last. */
    record LastWords(SessionPlace place) implements SessionCall<ArrayList<String>> {
        @Override
        public ArrayList<String> call() {
            return new ArrayList<>(place.there().lastWords());
        }
    }

    /** Whether an agent has what stages need besides Java; else a sentence that says what is missing. */
    record Check() implements SessionCall<String> {
        @Override
        public String call() {
            HostEnvironment here = HostEnvironment.ofThisProcess();
            try {
                new GitCommand(new LocalCommandRunner(), here.currentDirectory(), here.variables()).requireVersion();
                return "";
            } catch (GitException missing) {
                return missing.getMessage();
            }
        }
    }
}
