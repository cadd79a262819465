package io.colony.engine.forge.github;

import io.colony.engine.secret.Secret;
import java.util.OptionalLong;

/**
 * Who we are on GitHub.
 *
 * @param ops reads, comments, labels, sets statuses and merges
 * @param coder pushes branches and opens pull requests; another account than {@code ops} where an approval by {@code ops}
 *     must count
 */
public record GitHubCredentials(Login ops, Login coder) {
    /** One identity for everything. */
    public static GitHubCredentials one(Login login) {
        return new GitHubCredentials(login, login);
    }

    /** How an identity proves itself. */
    public sealed interface Login {}

    /** A personal access token, fine-grained or classic, of a user. */
    public record Token(Secret token) implements Login {}

    /**
     * A GitHub App.
     *
     * @param key its private key as PEM, PKCS#1 as GitHub gives it or PKCS#8
     * @param installation the one to use; empty to find each repository's own
     */
    public record App(long id, Secret key, OptionalLong installation) implements Login {}
}
