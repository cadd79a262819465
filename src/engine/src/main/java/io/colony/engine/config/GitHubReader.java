package io.colony.engine.config;

import io.colony.engine.ColonyException;
import io.colony.engine.forge.github.GitHubCredentials;
import io.colony.engine.forge.github.GitHubCredentials.App;
import io.colony.engine.forge.github.GitHubCredentials.Login;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.forge.github.GitHubSettings;
import io.colony.engine.forge.github.GitHubSettings.MergeMethod;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The settings below {@code github}. Secrets are named, by a file or a variable, and are never settings themselves: so
 * nothing that shows settings can show them.
 */
final class GitHubReader {
    static final Map<String, String> DEFAULTS = defaults();

    private static final String OPS = "github.";
    private static final String CODER = "github.coder_";
    private static final String ID = "[1-9][0-9]{0,14}";
    private static final String KEY = "PRIVATE KEY-----";
    private static final List<String> IDENTITY =
            List.of("token_file", "token_variable", "app_variable", "app_id", "app_key_file", "installation_id");

    /** Known settings without a default. */
    static final List<String> OPTIONAL = Stream.of(OPS, CODER)
            .flatMap(prefix -> IDENTITY.stream().map(name -> prefix + name))
            .toList();

    private final Function<String, Optional<SettingValue>> optional;
    private final Function<String, SettingValue> required;
    private final Map<String, String> variables;

    private GitHubReader(
            Function<String, Optional<SettingValue>> optional,
            Function<String, SettingValue> required,
            Map<String, String> variables) {
        this.optional = optional;
        this.required = required;
        this.variables = variables;
    }

    /** Empty where no credential is named: then GitHub is not used. */
    static Optional<GitHubAccess> read(
            Function<String, Optional<SettingValue>> optional,
            Function<String, SettingValue> required,
            Map<String, String> variables) {
        return new GitHubReader(optional, required, variables).read();
    }

    private Optional<GitHubAccess> read() {
        GitHubSettings settings = new GitHubSettings(
                url(required.apply("github.api_url")),
                method(required.apply("github.merge_method")),
                required.apply("github.reserve_percent").integer(0, 90));
        Optional<Named> ops = named(OPS);
        Optional<Named> coder = named(CODER);
        if (ops.isEmpty() && coder.isPresent()) {
            throw coder.get()
                    .first()
                    .error()
                    .apply(
                            "this names who pushes, and nobody who reads, comments and merges; name that one by"
                                    + " github.token_file, github.token_variable, github.app_variable, or github.app_id with github.app_key_file.");
        }
        return ops.map(named -> new GitHubAccess(
                settings,
                new GitHubCredentials(named.login(), coder.map(Named::login).orElse(named.login()))));
    }

    private record Named(SettingValue first, Login login) {}

    private Optional<Named> named(String prefix) {
        Optional<SettingValue> file = optional.apply(prefix + "token_file");
        Optional<SettingValue> variable = optional.apply(prefix + "token_variable");
        Optional<SettingValue> whole = optional.apply(prefix + "app_variable");
        Optional<SettingValue> app = optional.apply(prefix + "app_id");
        Optional<SettingValue> key = optional.apply(prefix + "app_key_file");
        Optional<SettingValue> installation = optional.apply(prefix + "installation_id");
        List<SettingValue> ways =
                Stream.of(file, variable, whole, app).flatMap(Optional::stream).toList();
        if (ways.size() > 1) {
            throw ways.getLast()
                    .error()
                    .apply("two credentials are named; keep one of " + prefix + "token_file, " + prefix
                            + "token_variable, " + prefix + "app_variable and " + prefix + "app_id.");
        }
        if (app.isEmpty() && (key.isPresent() || (whole.isEmpty() && installation.isPresent()))) {
            throw key.or(() -> installation)
                    .orElseThrow()
                    .error()
                    .apply("this belongs to a GitHub App, and none is named; set " + prefix + "app_id.");
        }
        return file.map(value -> new Named(value, new Token(token(value, content(value)))))
                .or(() -> variable.map(value -> new Named(value, new Token(token(value, variable(value))))))
                .or(() -> whole.map(value -> new Named(value, app(value, variable(value), installation))))
                .or(() -> app.map(value -> new Named(value, app(prefix, value, key, installation))));
    }

    private static App app(
            String prefix, SettingValue id, Optional<SettingValue> key, Optional<SettingValue> installation) {
        SettingValue file = key.orElseThrow(() -> id.error()
                .apply("a GitHub App needs its private key; set " + prefix + "app_key_file to the .pem file."));
        String pem = content(file);
        if (!pem.contains(KEY)) {
            throw file.problem("holds no private key; download one from the App's page (a .pem file).");
        }
        return new App(number(id), Secret.of(pem), known(installation));
    }

    /** Both in one variable: the App's id, and its private key on the lines below. */
    private static App app(SettingValue value, String text, Optional<SettingValue> installation) {
        String[] parts = text.strip().split("\\R", 2);
        String id = parts[0].strip();
        if (parts.length < 2 || !id.matches(ID) || !parts[1].contains(KEY)) {
            throw value.problem(
                    "leads to something that is no GitHub App: the App's id is expected there, and its private"
                            + " key (a .pem file) on the lines below it.");
        }
        return new App(Long.parseLong(id), Secret.of(parts[1]), known(installation));
    }

    private static OptionalLong known(Optional<SettingValue> installation) {
        return installation.map(value -> OptionalLong.of(number(value))).orElseGet(OptionalLong::empty);
    }

    private static long number(SettingValue value) {
        return Long.parseLong(value.matching(ID, "is no id of a GitHub App; it is a whole number."));
    }

    private String variable(SettingValue value) {
        if (value.text().matches("(?i)(gh[a-z]_|github_pat_).*")) {
            throw value.error()
                    .apply("this looks like a token itself, which does not belong here; name the variable that holds"
                            + " it, and make a new token, since this one was written down.");
        }
        String name = value.matching(
                "[A-Za-z_][A-Za-z0-9_]*", "is no name of an environment variable; name the variable, not its value.");
        String content = variables.getOrDefault(name, "");
        if (content.isBlank()) {
            throw value.problem("is not set in the environment; set it to the credential, or use a file.");
        }
        return content;
    }

    private static String content(SettingValue value) {
        try {
            return Files.readString(value.path());
        } catch (IOException failure) {
            ColonyException problem = value.problem("cannot be read (" + value.path()
                    + "); name a file that this program's user can read, and nobody else.");
            throw new ConfigException(problem.getMessage(), failure);
        }
    }

    private static Secret token(SettingValue value, String text) {
        String token = text.strip();
        if (!token.matches("[A-Za-z0-9_.-]{8,500}")) {
            throw value.problem("leads to something that is no token of GitHub: one word of letters, digits and"
                    + " underscores is expected there.");
        }
        return Secret.of(token);
    }

    private static URI url(SettingValue value) {
        try {
            URI url = new URI(value.text());
            if (url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException wrong) {
            throw expected(value);
        }
        throw expected(value);
    }

    private static ColonyException expected(SettingValue value) {
        return value.error()
                .apply("this is no address of GitHub's API; write https://api.github.com, or https://HOST/api/v3 for"
                        + " GitHub Enterprise Server.");
    }

    private static MergeMethod method(SettingValue value) {
        return MergeMethod.valueOf(value.matching("merge|squash|rebase", "is none of merge, squash and rebase.")
                .toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> defaults() {
        GitHubSettings defaults = GitHubSettings.DEFAULT;
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("github.api_url", defaults.apiUrl().toString());
        texts.put("github.merge_method", defaults.mergeMethod().slug());
        texts.put("github.reserve_percent", Integer.toString(defaults.reservePercent()));
        return texts;
    }
}
