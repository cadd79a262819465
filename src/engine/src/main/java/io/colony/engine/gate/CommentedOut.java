package io.colony.engine.gate;

import io.colony.engine.gate.LongTexts.State;
import io.colony.engine.gate.SourceText.Aside;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds tests that stand unchanged between added lines that make a comment of them. A hunk does not say whether it begins in
 * code, in a comment or in a text of several lines: whatever its old lines allow is tried.
 */
final class CommentedOut {
    private final TestLanguage language;
    private final String path;

    private CommentedOut(TestLanguage language, String path) {
        this.language = language;
        this.path = path;
    }

    /** The lines of such tests, by any of these readings of the file's lines. */
    static Set<String> tests(TestLanguage language, String path, Set<List<Line>> readings) {
        CommentedOut commented = new CommentedOut(language, path);
        Set<String> found = new LinkedHashSet<>();
        for (List<Line> lines : readings) {
            List<Line> hunk = new ArrayList<>();
            for (Line line : lines) {
                if (line.kind() == Kind.HUNK) {
                    commented.hunk(hunk, found);
                    hunk.clear();
                } else {
                    hunk.add(line);
                }
            }
            commented.hunk(hunk, found);
        }
        return found;
    }

    private void hunk(List<Line> hunk, Set<String> found) {
        if (hunk.stream().noneMatch(line -> line.kind() == Kind.ADDED && begins(line.text()))) {
            return;
        }
        List<Optional<LongTexts>> starts = new ArrayList<>();
        for (State start : State.values()) {
            Optional<LongTexts> old = LongTexts.of(path, start);
            old.ifPresent(texts ->
                    hunk.stream().filter(line -> line.kind() != Kind.ADDED).forEach(line -> texts.code(line.text())));
            old.filter(texts -> texts.isLikely(start)).ifPresent(texts -> starts.add(LongTexts.of(path, start)));
        }
        (starts.isEmpty() ? List.of(Optional.<LongTexts>empty()) : starts)
                .forEach(texts -> found.addAll(tests(hunk, texts)));
    }

    private List<String> tests(List<Line> hunk, Optional<LongTexts> texts) {
        List<String> found = new ArrayList<>();
        boolean open = false;
        for (Line line : hunk) {
            if (line.kind() == Kind.REMOVED) {
                continue;
            }
            String text = texts.map(followed -> followed.code(line.text()))
                    .orElse(line.text())
                    .strip();
            if (text.contains("*/") && !begins(text)) {
                open = false;
            } else if (line.kind() == Kind.ADDED && begins(text)) {
                open = true;
            } else if (open
                    && line.kind() == Kind.CONTEXT
                    && language.mark().matcher(language.code(text)).find()) {
                found.add(text);
            }
        }
        return found;
    }

    /** Whether the line opens a comment that it does not close. After a backslash, the signs are part of a pattern. */
    private boolean begins(String text) {
        String code = SourceText.code(
                text,
                language.extensions().contains("js") ? Set.of(Aside.COMMENTS, Aside.REGEXES) : Set.of(Aside.COMMENTS));
        String plain = code.replace("\\/*", "");
        return language.hasCommentsAsInC()
                && plain.contains("/*")
                && !plain.substring(0, plain.indexOf("/*")).contains("//");
    }
}
