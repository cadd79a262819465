/**
 * A GitHub to test against: a server on loopback that answers as GitHub's REST API does, over real git repositories.
 *
 * <pre>{@code
 * try (GitHubSimulator github = GitHubSimulator.start(directory, clock)) {
 *     Account ada = github.addAccount("ada");
 *     SimulatedRepository shop = github.addRepository("acme/shop").permit(ada, Level.WRITE);
 *     long issue = shop.as(ada).openIssue("Add a greeting", "Please.", "colony");
 *     client(github.apiUrl(), github.token(ada));   // REST; as to a GitHub Enterprise Server
 *     clone(github.gitUrl("acme/shop"));            // git, the token is the password
 * }
 * }</pre>
 *
 * <p>{@code github.world} holds the state and the rules, {@code github.rest} shows it, {@code github.git} is git,
 * {@code github.fault} is what goes wrong on purpose.
 */
@NullMarked
package io.colony.testkit.github;

import org.jspecify.annotations.NullMarked;
