package io.colony.engine.workflow;

import io.colony.engine.yaml.YamlNode;
import java.util.regex.Pattern;

/** The one form of all names in a workflow file. */
final class Slugs {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private Slugs() {}

    static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }

    static String problem(String text, String what) {
        return "'" + text + "' is not " + what + ": write lower-case letters, digits and hyphens, at most 64,"
                + " beginning with a letter or digit.";
    }

    static String require(YamlNode node, String what) {
        if (!valid(node.text())) {
            throw node.error(problem(node.text(), what));
        }
        return node.text();
    }
}
