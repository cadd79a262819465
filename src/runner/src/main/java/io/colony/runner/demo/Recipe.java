package io.colony.runner.demo;

import io.colony.engine.ColonyException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An issue of the demo, and how the scripted agent works on it.
 *
 * @param id short, for the log
 * @param title by which the agent knows the issue
 * @param plan what the analysis answers
 * @param criteria what the review looks for in the diff
 * @param edits what the development does
 */
public record Recipe(
        String id,
        String title,
        String body,
        Behaviour behaviour,
        List<String> plan,
        List<Criterion> criteria,
        List<Edit> edits) {

    /** How the agent behaves the first time that it develops this issue; later it always does its work. */
    public enum Behaviour {
        /** Does its work. */
        STRAIGHT,
        /** Leaves out the edits that are {@link Edit#late()}. */
        INCOMPLETE_FIRST,
        /** Claims a hash that is wrong and a file that is not there. */
        FALSE_EVIDENCE_FIRST,
        /** Falls silent, with a child process running. */
        HANGS_FIRST
    }

    /**
     * An acceptance criterion, and what in the added lines of a file bears it out.
     *
     * @param missing what the review says where nothing does
     */
    public record Criterion(String text, String path, Pattern evidence, String missing) {}

    /**
     * A change of one file.
     *
     * @param claim what the evidence manifest says about it
     * @param before the text that is looked for: the insertion goes in front of its last occurrence; where {@code
     *     replaced} it is taken out
     * @param late whether an incomplete first submission lacks it
     */
    public record Edit(String claim, String path, String before, String insertion, boolean replaced, boolean late) {
        /** The file with the change in it; the same text where it is in already. */
        public String applyTo(String text) {
            if (text.contains(firstLine())) {
                return text;
            }
            int at = text.lastIndexOf(before);
            if (at < 0) {
                throw new ColonyException(path + " has no place for this change: " + claim + ".");
            }
            return text.substring(0, at) + insertion + text.substring(replaced ? at + before.length() : at);
        }

        /** What tells that the change is in, whatever became of the rest of it. */
        private String firstLine() {
            return insertion
                    .lines()
                    .filter(line -> !line.isBlank() && !line.strip().startsWith("/**"))
                    .findFirst()
                    .orElse(insertion);
        }
    }
}
