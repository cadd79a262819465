package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in the lines of a test's hunks where what an assertion throws is caught and comes to nothing, and tests of Python that are
 * generators, which nobody runs.
 */
final class SwallowedFailures {
    /** How far a handler is read. */
    private static final int LONGEST_HANDLER = 12;

    /**
     * How a language catches.
     *
     * @param begins a line that begins a block
     * @param handles a line that begins a handler which takes what assertions throw; what comes after it on the line is in it
     */
    private record Form(Pattern begins, Pattern handles) {}

    private static final String CATCH = "\\bcatch\\s*+";
    private static final Map<String, Form> FORMS = Map.of(
            "java",
                    form(
                            "\\btry\\b",
                            CATCH
                                    + "\\([^)]{0,200}\\b(?:Throwable|Error|AssertionError|AssertionFailedError|ComparisonFailure"
                                    + "|MultipleFailuresError)\\b[^)]{0,200}\\)\\s*+\\{"),
            "js", form("\\btry\\b", CATCH + "(?:\\([^)]{0,200}\\)\\s*+)?+\\{"),
            "cs", form("\\btry\\b", CATCH + "(?:\\([^)]{0,200}Exception\\b[^)]{0,200}\\)\\s*+)?+\\{"),
            "php",
                    form(
                            "\\btry\\b",
                            CATCH
                                    + "\\([^)]{0,200}\\b(?:Throwable|Exception|Error|\\w*Failed\\w*)\\b[^)]{0,200}\\)\\s*+\\{"),
            "dart", form("\\btry\\b", CATCH + "\\([^)]{0,200}\\)\\s*+\\{"),
            "py",
                    form(
                            "^\\s*+try\\s*+:",
                            "^\\s*+except\\s*+(?:[^:]{0,200}\\b(?:AssertionError|Exception|BaseException)\\b[^:]{0,200})?+:"),
            "rb",
                    form(
                            "\\bbegin\\b|\\bdo\\b|^\\s*+(?:it|def)\\b",
                            "^\\s*+rescue\\s++[^#]{0,200}(?:\\bException\\b|Assertion|Expectation)"));

    private static final Pattern TELLS = Pattern.compile(
            "\\b(?:throw|raise|rethrow|fail\\w*|done|reject|next|abort|assert\\w*"
                    + "|expect\\w*|flunk|verify\\w*|exit)\\b|\\.Fail|\\.(?:add|set|put|push|append|offer|complete\\w*)\\s*+\\(|\\w\\s*+=(?!=)");
    private static final Pattern DEF = Pattern.compile("^(\\s*+)(?:async\\s++)?def\\s++(\\w++)");
    private static final Pattern YIELD = Pattern.compile("^(\\s*+)(?:\\w++\\s*+=\\s*+)?yield\\b");
    private static final Pattern MARK =
            Pattern.compile("^\\s*+@(?:pytest\\s*+\\.\\s*+)?(?:mark\\b|(?:mock\\s*+\\.\\s*+)?patch\\b)");

    private final TestLanguage language;
    private final FileDiff file;
    private final List<String> found = new ArrayList<>();

    SwallowedFailures(TestLanguage language, FileDiff file) {
        this.language = language;
        this.file = file;
    }

    private static Form form(String begins, String handles) {
        return new Form(Pattern.compile(begins), Pattern.compile(handles));
    }

    /** The lines that are added and do so. */
    List<String> find() {
        Optional<Form> form =
                Optional.ofNullable(FORMS.get(language.extensions().getFirst()));
        List<Line> hunk = new ArrayList<>();
        String heading = "";
        for (Line line : file.lines()) {
            if (line.kind() == Kind.HUNK) {
                read(form, heading, hunk);
                heading = line.text();
                hunk.clear();
            } else if (line.kind() != Kind.REMOVED) {
                hunk.add(line);
            }
        }
        read(form, heading, hunk);
        return found;
    }

    private void read(Optional<Form> form, String heading, List<Line> hunk) {
        List<String> codes =
                hunk.stream().map(line -> language.code(line.text())).toList();
        // From the last line on that begins a block.
        boolean asserted = false;
        for (int at = 0; at < hunk.size() && form.isPresent(); at++) {
            String code = codes.get(at);
            Matcher handler = form.get().handles().matcher(code);
            boolean handles = !language.isComment(code) && handler.find();
            String before = handles ? code.substring(0, handler.start()) : code;
            boolean begins = form.get().begins().matcher(before).find();
            asserted = (asserted && !begins) || Assertions.weigh(List.of(before), language) > 0;
            if (handles && asserted && hunk.get(at).kind() == Kind.ADDED && comesToNothing(codes, at, handler.end())) {
                found.add(hunk.get(at).text().strip());
            }
        }
        if (language.extensions().contains("py")) {
            generators(heading, hunk, codes);
        }
    }

    private boolean comesToNothing(List<String> codes, int handler, int after) {
        String first = codes.get(handler);
        int indent = indent(first);
        List<String> body = new ArrayList<>(List.of(first.substring(after)));
        for (int at = handler + 1; at < Math.min(codes.size(), handler + LONGEST_HANDLER); at++) {
            String code = codes.get(at);
            boolean over = !code.isBlank() && indent(code) <= indent;
            if (over || first.indexOf('}', after) >= 0) {
                break;
            }
            body.add(code);
        }
        return body.stream()
                .filter(code -> !language.isComment(code))
                .noneMatch(code -> TELLS.matcher(code).find());
    }

    private static int indent(String code) {
        return code.length() - code.stripLeading().length();
    }

    /** A function around a line. */
    private record Function(int indent, boolean test) {}

    private void generators(String heading, List<Line> hunk, List<String> codes) {
        Deque<Function> around = new ArrayDeque<>();
        Matcher outer = DEF.matcher(heading);
        if (outer.find()) {
            around.push(new Function(indent(heading), outer.group(2).startsWith("test")));
        } else if (heading.matches("class\\s+\\w*Test.{0,200}")) {
            around.push(new Function(0, true));
        }
        boolean marked = false;
        for (int at = 0; at < hunk.size(); at++) {
            String code = codes.get(at);
            if (code.isBlank() || language.isComment(code)) {
                continue;
            }
            while (!around.isEmpty() && around.peek().indent() >= indent(code)) {
                around.pop();
            }
            Matcher def = DEF.matcher(code);
            if (def.find()) {
                around.push(new Function(indent(code), def.group(2).startsWith("test") && !marked));
            } else if (hunk.get(at).kind() == Kind.ADDED
                    && YIELD.matcher(code).find()
                    && !around.isEmpty()
                    && around.peek().test()) {
                found.add(hunk.get(at).text().strip());
            }
            // A fixture or a coroutine of some framework is a generator by right.
            boolean decorator = code.strip().startsWith("@");
            marked = (decorator && !MARK.matcher(code).find())
                    || (marked && !DEF.matcher(code).find());
        }
    }
}
