package io.colony.engine.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A commit as git stores it, read and written as text so that authors of any alphabet come through unchanged.
 *
 * @param author with name, address and time, as in the object
 * @param committer likewise
 */
public record CommitObject(String tree, List<String> parents, String author, String committer, String message) {
    private static final String NOBODY = "Unknown <unknown@colony.invalid> 0 +0000";

    /** Reads a commit. */
    public static CommitObject read(GitCommand git, Path directory, String sha) {
        return parse(git.in(directory).run("cat-file", "commit", Names.sha(sha)));
    }

    static CommitObject parse(String text) {
        int end = text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        String tree = "";
        String author = NOBODY;
        String committer = NOBODY;
        List<String> parents = new ArrayList<>();
        for (String line : head.split("\n", -1)) {
            int space = Math.max(0, line.indexOf(' '));
            String value = line.substring(Math.min(line.length(), space + 1));
            switch (line.substring(0, space)) {
                case "tree" -> tree = value;
                case "parent" -> parents.add(value);
                case "author" -> author = value;
                case "committer" -> committer = value;
                default -> {} // signatures and encodings do not hold for a commit that is written anew
            }
        }
        return new CommitObject(tree, List.copyOf(parents), author, committer, end < 0 ? "" : text.substring(end + 2));
    }

    /** Writes the commit and returns its name. */
    public String write(GitCommand git, Path directory) {
        return git.in(directory)
                .input(text())
                .run("hash-object", "-t", "commit", "-w", "--stdin")
                .strip();
    }

    /** The object's whole text: what another object holds beside this is not kept when it is written anew. */
    String text() {
        StringBuilder text = new StringBuilder("tree ").append(tree).append('\n');
        parents.forEach(parent -> text.append("parent ").append(parent).append('\n'));
        text.append("author ").append(author).append('\n');
        text.append("committer ").append(committer).append("\n\n").append(message);
        return text.toString();
    }

    /** The same commit with another tree and other parents. */
    public CommitObject with(String newTree, List<String> newParents) {
        return new CommitObject(newTree, List.copyOf(newParents), author, committer, message);
    }

    /** The same commit, written and committed by another, at the same times. */
    CommitObject by(String identity) {
        return new CommitObject(tree, parents, identity + time(author), identity + time(committer), message);
    }

    /** The same commit with another message. */
    CommitObject saying(String newMessage) {
        return new CommitObject(tree, parents, author, committer, newMessage);
    }

    private static String time(String by) {
        String time = by.substring(by.lastIndexOf('>') + 1);
        return time.matches(" [0-9]{1,12} [+-][0-9]{4}") ? time : " 0 +0000";
    }

    /** The same commit, committed by another; at the same time, so that doing it again gives the same commit. */
    CommitObject committedBy(String identity) {
        int address = committer.lastIndexOf('>');
        String time = address < 0 ? " 0 +0000" : committer.substring(address + 1);
        return new CommitObject(tree, parents, author, identity + time, message);
    }
}
