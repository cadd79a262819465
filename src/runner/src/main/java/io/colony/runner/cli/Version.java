package io.colony.runner.cli;

import java.util.Objects;

/** Which version of Colony this is, as the jar's manifest says. */
final class Version {
    static final String TEXT =
            Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(not packaged)");

    private Version() {}
}
