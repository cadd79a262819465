package io.colony.engine;

import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.GitHubAccess;
import io.colony.engine.forge.github.GitHubCredentials.App;
import io.colony.engine.forge.github.GitHubCredentials.Login;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.secret.Redactor;
import io.colony.engine.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What must leave in no text, whoever wrote it: the secrets that an installation is configured with. */
final class KnownSecrets {
    /** Hiding a shorter one would hide ordinary words: a password that is one of them is not worth much. */
    private static final int SHORTEST = 8;

    private KnownSecrets() {}

    static UnaryOperator<String> redaction(ColonySettings settings) {
        List<Secret> secrets = new ArrayList<>();
        settings.github()
                .map(GitHubAccess::credentials)
                .ifPresent(credentials -> Stream.of(credentials.ops(), credentials.coder())
                        .map(KnownSecrets::of)
                        .forEach(secrets::add));
        secrets.addAll(settings.webhooks().secrets());
        settings.store().ifPresent(store -> secrets.add(store.password()));
        return Redactor.of(secrets.stream()
                .filter(secret -> secret.reveal().length() >= SHORTEST)
                .toList())::redact;
    }

    private static Secret of(Login login) {
        return switch (login) {
            case Token(Secret token) -> token;
            case App app -> app.key();
        };
    }
}
