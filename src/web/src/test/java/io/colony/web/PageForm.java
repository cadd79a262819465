package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form as it stands on a page, filled in and sent as a browser without script does it.
 *
 * @param address that it is sent to
 * @param fields with what is hidden in it
 */
record PageForm(URI address, Map<String, String> fields) {
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

    /** @param name how the name of the fold around it begins */
    static PageForm on(HttpResponse<String> page, String name) {
        int start = page.body().indexOf("<details id=\"act-" + name);
        assertThat(start).as("a form %s on %s", name, page.uri()).isNotNegative();
        String part = page.body().substring(start, page.body().indexOf("</form>", start));
        Matcher action = ACTION.matcher(part);
        assertThat(action.find()).isTrue();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(part);
        while (hidden.find()) {
            fields.put(hidden.group(1), text(hidden.group(2)));
        }
        return new PageForm(page.uri().resolve(action.group(1)), fields);
    }

    private static String text(String escaped) {
        return escaped.replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    PageForm with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new PageForm(address, more);
    }

    HttpRequest.Builder request() {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }
}
