package io.colony.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page.
 *
 * @param name below the repository's root, such as {@code docs/gates.md}
 */
record Document(String name, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("( *)```(.*)");
    private static final Pattern MARK = Pattern.compile("<!-- (.+) -->");
    private static final Pattern SPAN = Pattern.compile("(`+)(.+?)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");

    static Document read(Path root, Path file) throws IOException {
        return new Document(root.relativize(file).toString(), Files.readAllLines(file));
    }

    /**
     * What stands between two fences.
     *
     * @param place for messages: page and line of the opening fence
     * @param language the fence's word; empty where it has none
     * @param mark the comment on the line above the fence
     */
    record Block(String place, String language, Optional<String> mark, String text) {}

    /** A piece of a line, with its place. */
    record Piece(String place, String text) {}

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            Matcher fence = FENCE.matcher(lines.get(line));
            if (fence.matches()) {
                int end = end(line);
                int indent = fence.group(1).length();
                StringBuilder text = new StringBuilder();
                lines.subList(line + 1, end)
                        .forEach(each -> text.append(each.substring(Math.min(indent, each.length())))
                                .append('\n'));
                blocks.add(new Block(
                        place(line),
                        fence.group(2).strip(),
                        line == 0 ? Optional.empty() : mark(lines.get(line - 1)),
                        text.toString()));
                line = end;
            }
        }
        return blocks;
    }

    /** Inline code. */
    List<Piece> spans() {
        return pieces(SPAN, 2, false);
    }

    /** Inline code in the first column of each table whose head says so. */
    List<Piece> firstColumn(String head) {
        List<Piece> pieces = new ArrayList<>();
        boolean within = false;
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            within = text.startsWith("| " + head + " |") || (within && text.startsWith("|"));
            if (within) {
                Matcher span = SPAN.matcher(text.split("(?<!\\\\)\\|", 3)[1]);
                while (span.find()) {
                    pieces.add(new Piece(place(line), span.group(2)));
                }
            }
        }
        return pieces;
    }

    /** Where links lead, pictures included. */
    List<Piece> links() {
        return pieces(LINK, 1, true);
    }

    /** What a link into this page may name, as GitHub derives it from headings. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        for (Piece heading : pieces(HEADING, 1, false)) {
            String slug = heading.text()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            String anchor = slug;
            for (int again = 1; !anchors.add(anchor); again++) {
                anchor = slug + "-" + again;
            }
        }
        return anchors;
    }

    private List<Piece> pieces(Pattern pattern, int group, boolean withoutCode) {
        List<Piece> pieces = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (FENCE.matcher(lines.get(line)).matches()) {
                line = end(line);
                continue;
            }
            String text = lines.get(line);
            Matcher found = pattern.matcher(withoutCode ? SPAN.matcher(text).replaceAll("") : text);
            while (found.find()) {
                pieces.add(new Piece(place(line), found.group(group)));
            }
        }
        return pieces;
    }

    /** The line of the closing fence; an open block goes to the end. */
    private int end(int opening) {
        for (int line = opening + 1; line < lines.size(); line++) {
            if (lines.get(line).strip().equals("```")) {
                return line;
            }
        }
        return lines.size();
    }

    private String place(int line) {
        return name + ":" + (line + 1);
    }

    private static Optional<String> mark(String line) {
        Matcher mark = MARK.matcher(line.strip());
        return mark.matches() ? Optional.of(mark.group(1)) : Optional.empty();
    }
}
