package io.colony.web.html;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A piece of a page. There is no way to make one from markup: all text is escaped, attributes that could run code are
 * refused, so whatever a page shows stays text. Immutable.
 */
public final class Html {
    /** Nothing. */
    public static final Html EMPTY = new Html("");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> VOID = Set.of("br", "hr", "input", "link", "meta", "wbr");
    /** Their content is no text to a browser. */
    private static final Set<String> RAW =
            Set.of("script", "style", "iframe", "object", "embed", "noscript", "template");

    /** Of drawings, whose names are not all small letters. */
    private static final Set<String> DRAWING = Set.of("viewBox", "preserveAspectRatio");

    private static final Pattern SCHEME = Pattern.compile("^[^/?#]*:.*", Pattern.DOTALL);
    private static final Pattern WEB = Pattern.compile("^https?://.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Text, shown as it is, hidden characters included. */
    public static Html text(String text) {
        return new Html(escape(VisibleText.of(text)));
    }

    /** One after the other; see {@link #tag} for what a part may be. */
    public static Html all(Object... parts) {
        StringBuilder markup = new StringBuilder();
        for (Object part : parts) {
            markup.append(content(part).markup);
        }
        return new Html(markup.toString());
    }

    /** A piece per item. */
    public static <T> Html each(Collection<T> items, Function<T, Html> piece) {
        StringBuilder markup = new StringBuilder();
        items.forEach(item -> markup.append(piece.apply(item).markup));
        return new Html(markup.toString());
    }

    /**
     * An element.
     *
     * @param parts {@link Attribute}s first, then {@link Html} or text (strings and numbers)
     */
    public static Html tag(String name, Object... parts) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no element name.");
        }
        StringBuilder open = new StringBuilder("<").append(name);
        StringBuilder inner = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Attribute attribute) {
                open.append(attribute.markup());
            } else {
                inner.append(content(part).markup);
            }
        }
        if (!inner.isEmpty() && (RAW.contains(name) || VOID.contains(name))) {
            throw new IllegalArgumentException("Element " + name + " takes no content here.");
        }
        return new Html(open + ">" + (VOID.contains(name) ? "" : inner + "</" + name + ">"));
    }

    public static Attribute attribute(String name, String value) {
        return new Attribute(name, value);
    }

    public static Attribute cls(String names) {
        return new Attribute("class", names);
    }

    public static Attribute id(String id) {
        return new Attribute("id", id);
    }

    public static Attribute href(String address) {
        return new Attribute("href", address);
    }

    public boolean isEmpty() {
        return markup.isEmpty();
    }

    /** The markup. */
    @Override
    public String toString() {
        return markup;
    }

    private static Html content(Object part) {
        return switch (part) {
            case Html html -> html;
            case String text -> text(text);
            case Number number -> text(number.toString());
            default ->
                throw new IllegalArgumentException("A page is made of text, numbers and elements, not of "
                        + part.getClass().getName() + ".");
        };
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A name and a value; names that carry code or style, and addresses of schemes that run code, are refused. */
    public record Attribute(String name, String value) {
        public Attribute {
            if (!(NAME.matcher(name).matches() || DRAWING.contains(name))
                    || name.startsWith("on")
                    || name.equals("style")
                    || name.equals("srcdoc")) {
                throw new IllegalArgumentException("'" + name + "' is no attribute that a page may have.");
            }
            boolean address = name.equals("href") || name.equals("src");
            if (address
                    && !WEB.matcher(value).matches()
                    && SCHEME.matcher(value.strip().toLowerCase(Locale.ROOT)).matches()) {
                throw new IllegalArgumentException("'" + value + "' is no address that a page may link to.");
            }
        }

        private String markup() {
            return value.isEmpty() ? " " + name : " " + name + "=\"" + escape(VisibleText.of(value)) + "\"";
        }
    }
}
