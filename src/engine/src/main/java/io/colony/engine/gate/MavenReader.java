package io.colony.engine.gate;

import io.colony.engine.gate.Manifest.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines of a POM. A version is that of the artefact that stands before it; where that is not shown, of one
 * nobody can name. A property counts where its name speaks of a version.
 */
final class MavenReader implements Manifest.Reader {
    private static final Pattern ELEMENT = Pattern.compile("<(/?)([\\w.-]++)>(?:([^<]*+)</\\2>)?");
    private static final Set<String> OWN = Set.of("java.version", "project.version", "modelVersion");
    private static final Set<String> ENDS = Set.of("dependency", "plugin", "parent", "extension", "path", "exclusion");

    private String group = "";
    private String artifact = "";
    private boolean inside;
    private boolean excluded;
    /** Whether the hunk shows the beginning of the POM: what stands outside of any block is then the project's own. */
    private boolean project;

    @Override
    public void hunk(String heading) {
        block(false);
        excluded = false;
        project = false;
    }

    private void block(boolean opens) {
        group = "";
        artifact = "";
        inside = opens;
    }

    @Override
    public List<Dependency> read(String line, boolean counts) {
        List<Dependency> found = new ArrayList<>();
        Matcher element = ELEMENT.matcher(line);
        while (element.find()) {
            String name = element.group(2);
            if (ENDS.contains(name)) {
                boolean opens = element.group(1).isEmpty();
                block(opens);
                excluded = name.equals("exclusion") && opens;
            } else if (element.group(3) != null) {
                leaf(name, element.group(3).strip(), counts, found);
            }
        }
        return found;
    }

    private void leaf(String name, String text, boolean counts, List<Dependency> found) {
        switch (name) {
            case "modelVersion" -> project = true;
            case "groupId" -> group = text;
            case "artifactId" -> {
                artifact = text;
                if (counts && !excluded && (inside || !project)) {
                    found.add(new Dependency(coordinates(), ""));
                }
            }
            case "version" -> {
                if (counts && (inside || !project)) {
                    found.add(new Dependency(coordinates(), text));
                }
            }
            default -> {
                if (counts
                        && name.toLowerCase(Locale.ROOT).contains("version")
                        && !OWN.contains(name)
                        && !text.isEmpty()) {
                    found.add(new Dependency(name, text));
                }
            }
        }
    }

    private String coordinates() {
        if (artifact.isEmpty()) {
            return "an artefact that the diff does not show";
        }
        return group.isEmpty() ? artifact : group + ":" + artifact;
    }
}
