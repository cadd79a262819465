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
 * <p>A test that may have GitHub's description ({@code bin/github-descriptions}) shows a {@code Conformance} all that is
 * asked, answered and sent, by {@code observe} here and of {@code deliveries()}, and ends with {@code assertNone()}.
 *
 * <p>Not simulated: GraphQL but for who edited an issue last, with it auto-merge and merge queues; forks, teams, and reviews that code owners have to give.
 *
 * <p>{@code github.world} holds the state and the rules, {@code github.rest} shows it, {@code github.git} is git,
 * {@code github.hook} sends webhooks, {@code github.fault} is what goes wrong on purpose, {@code github.description}
 * compares with what GitHub publishes.
 */
@NullMarked
package io.colony.testkit.github;

import org.jspecify.annotations.NullMarked;
