package io.colony.engine.notice;

import io.colony.engine.ledger.BudgetWarning;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What operators are to know although no issue waits for them: money that runs out, trouble that the Sentinel found. */
public sealed interface Alert {
    /** What it is, as the table and the notice program name it. */
    String kind();

    /** Names it within its kind. */
    long id();

    /** What it is about: the same trouble at another time has the same topic. */
    String topic();

    /** The repository that it may be about, {@code owner/name}; whether there is such a one is not said. */
    Optional<String> repository();

    /** What is wrong, for people. May hold the words of others. */
    String words();

    /** A ceiling that is near or was reached. */
    record Budget(BudgetWarning warning) implements Alert {
        static final String KIND = "budget";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public long id() {
            return warning.id();
        }

        @Override
        public String topic() {
            return KIND + " " + warning.scope().slug() + " " + warning.scopeId() + " " + level();
        }

        /** As documents have it. */
        public String level() {
            return warning.level().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Optional<String> repository() {
            return slug(warning.subject());
        }

        @Override
        public String words() {
            return warning.words();
        }
    }

    /** Something that the Sentinel saw and does not heal by itself. */
    record Found(SentinelFindings.Entry finding) implements Alert {
        static final String KIND = "finding";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public long id() {
            return finding.id();
        }

        @Override
        public String topic() {
            return KIND + " " + finding.detector() + " " + finding.subject();
        }

        @Override
        public Optional<String> repository() {
            return slug(finding.subject());
        }

        @Override
        public String words() {
            return finding.reason();
        }
    }

    private static Optional<String> slug(String subject) {
        Matcher matcher = Pattern.compile("([^/#\\s]+/[^/#\\s]+)(?:[#\\s].*)?").matcher(subject);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
