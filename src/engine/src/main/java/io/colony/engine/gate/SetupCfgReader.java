package io.colony.engine.gate;

import io.colony.engine.gate.Manifest.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lists of requirements in a {@code setup.cfg}. Where the lines do not show which list they stand in, what has a
 * version counts.
 */
final class SetupCfgReader implements Manifest.Reader {
    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]{1,200})\\].*");
    private static final Pattern KEY = Pattern.compile("([\\w.-]{1,100})\\s*[=:]\\s*(.*)", Pattern.DOTALL);
    private static final Pattern REQUIREMENT = Pattern.compile(
            SetupPyReader.NAME + "\\s*+((?:(?:" + SetupPyReader.VERSION + "|\\().*+)?)", Pattern.DOTALL);
    private static final Set<String> LISTS = Set.of(
            "install_requires", "setup_requires", "tests_require", "requires", "requires_dist", "dependency_links");
    private static final String EXTRAS = "options.extras_require";

    /** Empty where it is not known. */
    private String section = "";

    private String key = "";

    @Override
    public void hunk(String heading) {
        section = "";
        key = "";
        read(heading, false);
    }

    @Override
    public List<Dependency> read(String line, boolean counts) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return List.of();
        }
        List<Dependency> found = new ArrayList<>();
        Matcher head = SECTION.matcher(text);
        Matcher named = KEY.matcher(text);
        if (Character.isWhitespace(line.charAt(0))) {
            // A marker says for which machines; what stands on the line of the key may be several requirements.
            int marker = text.indexOf(';');
            requirement(marker < 0 ? text : text.substring(0, marker).strip(), found);
        } else if (head.matches()) {
            section = head.group(1).strip().toLowerCase(Locale.ROOT);
            key = "";
        } else if (named.matches()) {
            key = named.group(1).replace('-', '_').toLowerCase(Locale.ROOT);
            requirement(named.group(2), found);
        }
        return counts ? found : List.of();
    }

    private void requirement(String text, List<Dependency> found) {
        Matcher requirement = REQUIREMENT.matcher(text);
        boolean plain = requirement.matches();
        boolean unknown = section.isEmpty()
                && key.isEmpty()
                && plain
                && !requirement.group(2).isEmpty();
        if (!text.isEmpty() && (LISTS.contains(key) || section.equals(EXTRAS) || unknown)) {
            found.add(
                    plain
                            ? new Dependency(
                                    requirement.group(1), requirement.group(2).strip())
                            : new Dependency(text, ""));
        }
    }
}
