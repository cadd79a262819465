package io.colony.engine.config;

import io.colony.engine.intake.IntakeRate;
import io.colony.engine.intake.IntakeSettings;
import io.colony.engine.intake.IntakeSettings.Mode;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.secret.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the settings below {@code intake} and {@code webhooks}. */
final class HostReader {
    static final String SECRET = "webhooks.secret";
    static final String SECRET_FILE = "webhooks.secret_file";
    static final String PREVIOUS_SECRET = "webhooks.previous_secret";
    static final String PREVIOUS_SECRET_FILE = "webhooks.previous_secret_file";

    private static final String MODE = "intake.mode";
    private static final String POLL = "intake.poll";
    private static final String PER_AUTHOR = "intake.per_author";
    private static final String PER_REPOSITORY = "intake.per_repository";
    private static final int MOST_ISSUES = 100_000;
    private static final String BODY_LIMIT = "webhooks.body_limit";
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(10);

    private HostReader() {}

    static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(MODE, IntakeSettings.DEFAULT.mode().name().toLowerCase(Locale.ROOT));
        defaults.put(POLL, IntakeSettings.DEFAULT.poll().toSeconds() + "s");
        defaults.put(PER_AUTHOR, Integer.toString(IntakeRate.DEFAULT.perAuthor()));
        defaults.put(PER_REPOSITORY, Integer.toString(IntakeRate.DEFAULT.perRepository()));
        defaults.put(BODY_LIMIT, Integer.toString(WebhookSettings.DEFAULT_BODY_LIMIT));
        return defaults;
    }

    static IntakeSettings intake(Function<String, SettingValue> required, ColonySettings.Labels labels) {
        Mode mode = Mode.valueOf(required.apply(MODE)
                .matching("label|all", "is no way in; write label or all.")
                .toUpperCase(Locale.ROOT));
        SettingValue poll = required.apply(POLL);
        if (poll.duration().compareTo(SHORTEST_POLL) < 0) {
            throw poll.problem("is shorter than 10s, which code hosts answer with a limit.");
        }
        IntakeRate rate = new IntakeRate(
                required.apply(PER_AUTHOR).integer(0, MOST_ISSUES),
                required.apply(PER_REPOSITORY).integer(0, MOST_ISSUES));
        return new IntakeSettings(
                mode, labels.trigger(), labels.prefix() + ":", labels.prefix(), poll.duration(), rate);
    }

    static WebhookSettings webhooks(
            Function<String, Optional<SettingValue>> optional, Function<String, SettingValue> required) {
        List<Secret> secrets = Stream.of(
                        secret(optional, SECRET, SECRET_FILE), secret(optional, PREVIOUS_SECRET, PREVIOUS_SECRET_FILE))
                .flatMap(Optional::stream)
                .toList();
        return new WebhookSettings(secrets, required.apply(BODY_LIMIT).integer(1_024, 26_214_400));
    }

    private static Optional<Secret> secret(
            Function<String, Optional<SettingValue>> optional, String direct, String file) {
        Optional<SettingValue> inFile = optional.apply(file);
        Optional<SettingValue> given = optional.apply(direct);
        Optional<SettingValue> from = given.or(() -> inFile);
        Optional<Secret> secret =
                given.map(value -> Secret.of(value.text())).or(() -> inFile.map(StoreReader::readFile));
        if (secret.filter(value -> value.reveal().length() < WebhookSettings.SHORTEST_SECRET)
                .isPresent()) {
            throw from.orElseThrow()
                    .error()
                    .apply("a webhook secret has at least " + WebhookSettings.SHORTEST_SECRET
                            + " characters: a shorter one can be guessed. Make one with: openssl rand -hex 32");
        }
        return secret;
    }
}
