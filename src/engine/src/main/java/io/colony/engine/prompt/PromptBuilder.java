package io.colony.engine.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes prompts from the templates in this package. The same input gives the same prompt but for the fences' nonce. Safe
 * for use by many threads.
 */
public final class PromptBuilder {
    private static final List<String> STAGES =
            List.of("analyze", "plan", "develop", "review", "merge", "prompt", "prompt-write");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]+)}}\\n?");

    private final SecureRandom random;
    private final Map<String, String> templates = new TreeMap<>();

    /** Reads the templates. */
    public PromptBuilder(SecureRandom random) {
        this.random = random;
        STAGES.forEach(stage -> templates.put(stage, load(stage + ".md")));
    }

    /** The prompt's text; throws {@link PromptException} for a stage that has no template. */
    public String build(PromptInput input) {
        String template = Optional.ofNullable(templates.get(input.stage()))
                .orElseThrow(() -> new PromptException(
                        "There is no prompt for stage '" + input.stage() + "'. There are prompts for " + STAGES + "."));
        PromptSections sections = new PromptSections(input, Fence.random(random));
        Matcher placeholders = PLACEHOLDER.matcher(template);
        // Replaced in one pass: what a section holds is never looked at for placeholders.
        return placeholders
                        .replaceAll(found -> Matcher.quoteReplacement(sections.section(found.group(1))
                                .map(text -> text + "\n")
                                .orElse("")))
                        .strip()
                + "\n";
    }

    /**
     * Whether a model is shown all of a change. Characters that cannot be seen are shown by their numbers, which takes more
     * room than they do: a few of them could push the rest out.
     */
    public static boolean showsWhole(String diff) {
        return UntrustedText.reveal(diff).length() <= PromptSections.LONGEST_DIFF;
    }

    private static String load(String name) {
        try (InputStream stream = PromptBuilder.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new PromptException("The prompt " + name + " is missing from this program. Build it again.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PromptException("The prompt " + name + " cannot be read. Build the program again.", e);
        }
    }
}
