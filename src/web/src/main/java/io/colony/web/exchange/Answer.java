package io.colony.web.exchange;

import io.colony.web.html.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What a request is answered with. Immutable: nobody changes the body's bytes. */
public final class Answer {
    private static final String PAGE = "text/html; charset=utf-8";
    private static final String NO_STORE = "no-store";
    /** Asked for again at every visit, but not sent again while it is the same. */
    private static final String REVALIDATE = "no-cache";

    /** A page is compressed anew for each change: a sixth longer than at the usual level, in less than half the time. */
    private static final int QUICKLY = 3;

    private final int status;
    private final String type;
    private final byte[] body;
    private final String cache;
    private final Map<String, String> headers;
    private final String title;
    /** Made when first asked for, under the lock: one answer goes to many readers. */
    private volatile byte @Nullable [] zipped;

    private volatile @Nullable String tag;

    private Answer(int status, String type, byte[] body, String cache, Map<String, String> headers) {
        this(status, type, body, cache, headers, "");
    }

    private Answer(int status, String type, byte[] body, String cache, Map<String, String> headers, String title) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.cache = cache;
        this.headers = Map.copyOf(headers);
        this.title = title;
    }

    public static Answer page(int status, Page page) {
        return new Answer(status, PAGE, page.bytes(), NO_STORE, Map.of(), page.title());
    }

    public static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", body, NO_STORE, Map.of());
    }

    public static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", utf8(text), NO_STORE, Map.of());
    }

    public static Answer asset(String type, byte[] body) {
        return new Answer(200, type, body, REVALIDATE, Map.of());
    }

    /** To another page, which is then read with GET. */
    public static Answer seeOther(String address) {
        return new Answer(303, "text/plain; charset=utf-8", utf8(""), NO_STORE, Map.of("Location", address));
    }

    /** A file to keep, such as a table. */
    public static Answer file(String type, String name, byte[] body) {
        return new Answer(
                200, type, body, NO_STORE, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }

    /** The same with another content type. */
    public Answer as(String otherType) {
        return new Answer(status, otherType, body, cache, headers, title);
    }

    /** The same with more headers. */
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, type, body, cache, all, title);
    }

    /** Headers besides those that every answer has. */
    public Map<String, String> headers() {
        return headers;
    }

    public int status() {
        return status;
    }

    /** The content type. */
    public String type() {
        return type;
    }

    public byte[] body() {
        return body;
    }

    /** Of a page; empty for anything else. */
    public String title() {
        return title;
    }

    /** The {@code Cache-Control} header. */
    public String cache() {
        return cache;
    }

    /** Whether it is a page. */
    public boolean isPage() {
        return type.startsWith("text/html");
    }

    /** Whether the body is long enough, and text. */
    public boolean isCompressible() {
        return body.length > 1024
                && (type.startsWith("text/") || type.startsWith("application/json") || type.startsWith("image/svg"));
    }

    /** The body by gzip. Made by one of those who ask for it, while the others wait: it goes to all of them. */
    public byte[] compressed() {
        byte[] known = zipped;
        return known != null ? known : compressedOnce();
    }

    private synchronized byte[] compressedOnce() {
        byte[] known = zipped;
        if (known == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
            try (Zip zip = new Zip(bytes, cache.equals(NO_STORE) ? QUICKLY : Deflater.BEST_COMPRESSION)) {
                zip.write(body);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            known = bytes.toByteArray();
            zipped = known;
        }
        return known;
    }

    /** A hash of the body, in the quotes that the header wants. Made once, as {@link #compressed} is. */
    public String tag() {
        String known = tag;
        return known != null ? known : tagOnce();
    }

    private synchronized String tagOnce() {
        String known = tag;
        if (known == null) {
            // The compressed body says the same and is several times shorter: hashing takes longer than compressing.
            known = hash(isCompressible() ? compressed() : body);
            tag = known;
        }
        return known;
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", impossible);
        }
    }

    private static final class Zip extends GZIPOutputStream {
        Zip(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
