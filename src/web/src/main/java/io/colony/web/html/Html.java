package io.colony.web.html;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A piece of a page. There is no way to make one from markup: all text is escaped, attributes that could run code are
 * refused, so whatever a page shows stays text. Immutable. Its markup is put together once, for the whole page: a page is
 * made for every change of the store, and copying each part into each of those around it took most of that time.
 */
public final class Html {
    /** Nothing. */
    public static final Html EMPTY = new Html("");

    private static final String DOCTYPE = "<!doctype html>\n";

    private static final Set<String> VOID = Set.of("br", "hr", "input", "link", "meta", "wbr");
    /** Their content is no text to a browser. */
    private static final Set<String> RAW =
            Set.of("script", "style", "iframe", "object", "embed", "noscript", "template");

    /** Of drawings, whose names are not all small letters. */
    private static final Set<String> DRAWING = Set.of("viewBox", "preserveAspectRatio");

    private static final Pattern SCHEME = Pattern.compile("^[^/?#]*:.*", Pattern.DOTALL);
    private static final Pattern WEB = Pattern.compile("^https?://.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Markup, and pieces within it, in their order. */
    private final List<Object> pieces;

    private final int length;

    private Html(String markup) {
        this.pieces = List.of(markup);
        this.length = markup.length();
    }

    private Html(List<Object> pieces) {
        this.pieces = pieces;
        int sum = 0;
        for (Object piece : pieces) {
            sum += piece instanceof Html html ? html.length : ((String) piece).length();
        }
        this.length = sum;
    }

    /** Text, shown as it is, hidden characters included. */
    public static Html text(String text) {
        return new Html(escape(VisibleText.of(text)));
    }

    /** One after the other; see {@link #tag} for what a part may be. */
    public static Html all(Object... parts) {
        List<Object> pieces = new ArrayList<>(parts.length);
        for (Object part : parts) {
            pieces.add(content(part));
        }
        return new Html(pieces);
    }

    /** A piece per item. */
    public static <T> Html each(Collection<T> items, Function<T, Html> piece) {
        List<Object> pieces = new ArrayList<>(items.size());
        items.forEach(item -> pieces.add(piece.apply(item)));
        return new Html(pieces);
    }

    /**
     * An element.
     *
     * @param parts {@link Attribute}s first, then {@link Html} or text (strings and numbers)
     */
    public static Html tag(String name, Object... parts) {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no element name.");
        }
        StringBuilder open = new StringBuilder(64).append('<').append(name);
        List<Object> pieces = new ArrayList<>(parts.length + 2);
        pieces.add("");
        boolean empty = true;
        for (Object part : parts) {
            if (part instanceof Attribute attribute) {
                attribute.appendTo(open);
            } else {
                Html inner = content(part);
                pieces.add(inner);
                empty &= inner.isEmpty();
            }
        }
        if (!empty && (RAW.contains(name) || VOID.contains(name))) {
            throw new IllegalArgumentException("Element " + name + " takes no content here.");
        }
        pieces.set(0, open.append('>').toString());
        if (!VOID.contains(name)) {
            pieces.add("</" + name + ">");
        }
        return new Html(pieces);
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
        return length == 0;
    }

    /** The markup. */
    @Override
    public String toString() {
        StringBuilder markup = new StringBuilder(length);
        appendTo(markup);
        return markup.toString();
    }

    /** A part of a document, as it goes out. */
    public byte[] part() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + length / 8);
        writeTo(bytes);
        return bytes.toByteArray();
    }

    /** A document of it, as it goes out. */
    public byte[] document() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + length / 8 + DOCTYPE.length());
        bytes.writeBytes(DOCTYPE.getBytes(StandardCharsets.UTF_8));
        writeTo(bytes);
        return bytes.toByteArray();
    }

    /** Piece by piece: one character that is not Latin would make one string of all of them twice as long. */
    private void writeTo(ByteArrayOutputStream bytes) {
        for (Object piece : pieces) {
            if (piece instanceof Html html) {
                html.writeTo(bytes);
            } else {
                bytes.writeBytes(((String) piece).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void appendTo(StringBuilder markup) {
        for (Object piece : pieces) {
            if (piece instanceof Html html) {
                html.appendTo(markup);
            } else {
                markup.append((String) piece);
            }
        }
    }

    /** Small letters, digits and hyphens, a letter first. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (!letter && (i == 0 || !(c == '-' || (c >= '0' && c <= '9')))) {
                return false;
            }
        }
        return !name.isEmpty();
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
        return isPlain(text) ? text : escaped(text);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '&', '<', '>', '"', '\'' -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    private static String escaped(String text) {
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
            if (!(isName(name) || DRAWING.contains(name))
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

        private void appendTo(StringBuilder markup) {
            markup.append(' ').append(name);
            if (!value.isEmpty()) {
                markup.append("=\"").append(escape(VisibleText.of(value))).append('"');
            }
        }
    }
}
