package io.colony.runner.cli;

import io.colony.engine.config.CredentialHash;
import io.colony.engine.config.PagesUser;
import io.colony.engine.config.UsersFile;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony user add}. */
@Command(
        name = "add",
        description = {
            "Lets somebody see the pages, and prints a new token, once.",
            "Only a salted hash of it is kept. It is given as the password where the browser asks, or by programs as",
            "'Authorization: Bearer'. A running program sees the entry within a second or two."
        },
        footer = {
            "",
            "Roles: read (see pages), operate (move issues, stop dispatch), approve (decide about changes),",
            "transcript (read what agents said and programs printed). Each stands for itself.",
            "",
            "Examples:",
            "  colony user add ann --roles read,operate,approve,transcript",
            "  colony user add prometheus",
            "  colony user add ann --replace --roles read --password-stdin < password.txt"
        })
final class UserAddCommand implements Callable<Integer> {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 512;

    private final Program program;
    private final SecureRandom random = new SecureRandom();

    @Mixin
    private UsersFileOption users = new UsersFileOption();

    @Parameters(index = "0", paramLabel = "LOGIN", description = "As the code host knows the person.")
    private String login = "";

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            description = "read, operate, approve, transcript; default: read.")
    private List<String> roles = List.of("read");

    @Option(
            names = "--password-stdin",
            description = "Take a chosen password from the first line of standard input instead of making a token.")
    private boolean password;

    @Option(names = "--replace", description = "Where there is an entry: with new roles and a new token or password.")
    private boolean replace;

    UserAddCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        UsersFile file = users.file(program);
        Map<String, PagesUser> all = file.readOrNobody();
        if (all.containsKey(login) && !replace) {
            throw new RunnerException(
                    ExitCode.NOT_WELL,
                    login + " has an entry in " + file.path()
                            + ". Give --replace for new roles and a new token; the old" + " one ends then.");
        }
        String secret = password ? chosen() : CredentialHash.newToken(random);
        CredentialHash hash =
                password ? CredentialHash.ofPassword(secret, random) : CredentialHash.ofToken(secret, random);
        PagesUser user = new PagesUser(login, new LinkedHashSet<>(roles), hash);
        all.put(login, user);
        file.write(all.values());
        if (!password) {
            program.err().println("colony: the token of " + login + ", which is shown this once:");
            program.out().println(secret);
        }
        program.err().println("colony: " + login + " may now: " + String.join(", ", roles) + " (" + file.path() + ")");
        return ExitCode.OK.number();
    }

    private String chosen() {
        String line = firstLine();
        if (line.length() < SHORTEST || line.length() > LONGEST || line.chars().anyMatch(Character::isISOControl)) {
            throw new RunnerException(
                    ExitCode.BAD_DATA,
                    "A password has " + SHORTEST + " to " + LONGEST + " characters, in one line of standard input; a"
                            + " shorter one is guessed too soon.");
        }
        if (CredentialHash.looksLikeToken(line)) {
            throw new RunnerException(
                    ExitCode.BAD_DATA, "This is a token and no password. Leave --password-stdin out for a new one.");
        }
        return line;
    }

    private static String firstLine() {
        try {
            String all = new String(System.in.readNBytes(8 * LONGEST), StandardCharsets.UTF_8);
            return all.lines().findFirst().orElse("");
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.BAD_DATA, "Standard input cannot be read: " + failure.getMessage() + ".", failure);
        }
    }
}
