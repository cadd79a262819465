package io.colony.engine.gate;

import io.colony.engine.gate.LineFacts.Ignored;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How much of a file that a gate's program reads is for a person. */
public enum Watched {
    /** Any change of it. */
    WHOLE("any change"),
    /** That it appears, or another gets its name: before, the program found something else in its place. */
    NEW("a new one"),
    /** The same for a module that has the name of one that the program runs with. */
    SHADOW("a new one with the name of a module of Python or of a test runner"),
    /** The functions of Go's tests that run before or around the tests. */
    GO_SETUP("`TestMain` and `init`"),
    /** Sources that say that they belong to a test library, whatever directory they lie in. */
    JVM_PACKAGE("a package of a test library"),
    /** A list that an installer is given; what is new in it is told as a dependency. */
    REQUIREMENTS("what it takes in that is new"),
    /** What an installation runs of each package of the repository. */
    NPM_INSTALL("of `scripts` those that an installation runs"),
    NPM("all but names, texts, entry points and dependencies; of `scripts` those that the gate runs"),
    COMPOSER("all but names, texts, autoloading and dependencies; of `scripts` those that the gate runs"),
    DENO("all but names, texts, entry points and `imports`; of `tasks` those that the gate runs"),
    MAVEN("`build`, `profiles`, `repositories`, properties that are no version, a module less"),
    MSBUILD("all but references, versions and texts"),
    GRADLE("all lines but dependencies, versions and comments"),
    RUBY("all lines but `gem`, `source`, versions and comments"),
    MIX("all lines but dependencies, versions and comments"),
    SBT("all lines but dependencies, versions and comments"),
    SWIFT("all lines but dependencies and comments"),
    SETUP_PY("all lines but names, texts and dependencies"),
    PYPROJECT("`tool`, `build-system` and entry points, but for dependencies and linters"),
    LINTER("the section of `tool` that has the program's name"),
    SETUP_CFG("all sections but `metadata` and `options`"),
    CARGO("all but `package`'s names and texts, features and dependencies");

    private final String words;

    Watched(String words) {
        this.words = words;
    }

    /** For people: what of the file counts. */
    String words() {
        return words;
    }

    /** Whether two texts of the file have to be compared. */
    boolean comparesTexts() {
        return switch (this) {
            case WHOLE, NEW, SHADOW, GO_SETUP, JVM_PACKAGE, REQUIREMENTS -> false;
            default -> true;
        };
    }

    /**
     * What a person has to see of a text, in order; empty where it cannot be read.
     *
     * @param names the scripts that the gate runs, or the tool's own name; empty for all
     */
    Optional<List<Fact>> facts(String text, Set<String> names) {
        return switch (this) {
            case WHOLE, NEW, SHADOW, GO_SETUP, JVM_PACKAGE, REQUIREMENTS -> Optional.empty();
            case NPM_INSTALL -> JsonFacts.installation(text);
            case NPM -> JsonFacts.read(text, JsonFacts.NPM, names);
            case COMPOSER -> JsonFacts.read(text, JsonFacts.COMPOSER, names);
            case DENO -> JsonFacts.read(text, JsonFacts.DENO, names);
            case MAVEN -> XmlFacts.read(text, XmlFacts.MAVEN);
            case MSBUILD -> XmlFacts.read(text, XmlFacts.MSBUILD);
            case GRADLE -> Optional.of(LineFacts.read(text, Ignored.GRADLE));
            case RUBY -> Optional.of(LineFacts.read(text, Ignored.RUBY));
            case MIX -> Optional.of(LineFacts.read(text, Ignored.MIX));
            case SBT -> Optional.of(LineFacts.read(text, Ignored.SBT));
            case SWIFT -> Optional.of(LineFacts.read(text, Ignored.SWIFT));
            case SETUP_PY -> Optional.of(LineFacts.read(text, Ignored.SETUP_PY));
            case PYPROJECT -> Optional.of(SectionFacts.read(text, SectionFacts.PYPROJECT, names));
            case LINTER -> Optional.of(SectionFacts.read(text, SectionFacts.LINTER, names));
            case SETUP_CFG -> Optional.of(SectionFacts.read(text, SectionFacts.SETUP_CFG, names));
            case CARGO -> Optional.of(SectionFacts.read(text, SectionFacts.CARGO, names));
        };
    }

    /**
     * Something that a file says.
     *
     * @param name for people, such as {@code scripts.test}
     * @param text all of it
     */
    public record Fact(String name, String text) {}
}
