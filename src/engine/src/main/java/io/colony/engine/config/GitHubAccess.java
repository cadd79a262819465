package io.colony.engine.config;

import io.colony.engine.forge.github.GitHubCredentials;
import io.colony.engine.forge.github.GitHubSettings;

/** GitHub as an installation uses it, and who it is there. */
public record GitHubAccess(GitHubSettings settings, GitHubCredentials credentials) {}
