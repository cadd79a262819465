package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every address that a page of the sample leads to, whether by a link, a file of its head, or a table as a file. */
class EveryAddressIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]*)[^\"]*\"");
    /** Of the addresses with a query, a few of each path are enough. */
    private static final int QUERIES = 3;

    @SuppressWarnings("NullAway.Init")
    private SampleServer sample;

    @BeforeEach
    void serveTheSample() throws Exception {
        sample = SampleServer.filled("/colony");
    }

    @AfterEach
    void stop() throws Exception {
        sample.close();
    }

    @Test
    void noLinkIsBrokenAndEachAddressIsCountedUnderItsForm() throws Exception {
        Map<String, Integer> statuses = visitAll();

        assertThat(statuses).hasSizeGreaterThan(60);
        assertThat(statuses)
                .allSatisfy((path, status) -> assertThat(status).as(path).isEqualTo(200));
        assertThat(get("/prometheus").body())
                .contains("route=\"/issues/{owner}/{name}/{number}/runs/{run}\"", "route=\"/audit\"")
                .doesNotContain("route=\"other\"");
    }

    @Test
    void whileTheStoreIsAwayEachPageSaysSoAndItIsBackWithTheStore() throws Exception {
        Map<String, Integer> statuses = visitAll();
        sample.database().allowConnections(false);
        for (String path : statuses.keySet()) {
            HttpResponse<String> answer = withoutTheCache(path);
            String type = answer.headers().firstValue("Content-Type").orElse("");
            if (needsStore(path)) {
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body())
                        .as(path)
                        .containsAnyOf("Postgres cannot be reached", "无法连接 Postgres")
                        .doesNotContain("Exception", "\tat ");
                assertThat(answer.headers().firstValue("Retry-After")).as(path).contains("5");
                // Whoever reads it finds the other pages, and the script of the page asks again by itself.
                assertThat(!type.startsWith("text/html") || answer.body().contains("<nav"))
                        .as(path)
                        .isTrue();
            } else {
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
            }
        }

        sample.database().allowConnections(true);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int status = 503;
        while (status != 200 && System.nanoTime() - end < 0) {
            status = get("/").statusCode();
        }
        assertThat(visitAll()).isEqualTo(statuses);
    }

    /** The status of each address, below the mount point. */
    private Map<String, Integer> visitAll() throws Exception {
        Map<String, Integer> statuses = new TreeMap<>();
        Map<String, Integer> queries = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add("/");
        while (!open.isEmpty()) {
            String path = open.remove();
            if (statuses.containsKey(path)
                    || (path.contains("?") && queries.merge(path.replaceAll("\\?.*", ""), 1, Integer::sum) > QUERIES)) {
                continue;
            }
            HttpResponse<String> answer = get(path);
            statuses.put(path, answer.statusCode());
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                LINK.matcher(answer.body()).results().forEach(link -> {
                    URI there = resolved(answer.uri(), link.group(1).replace("&amp;", "&"));
                    if (there.getRawAuthority().equals(answer.uri().getRawAuthority())) {
                        assertThat(there.getRawPath()).as("link of " + path).startsWith("/colony/");
                        open.add(there.toString().replaceFirst("^http://[^/]+/colony", ""));
                    }
                });
            }
        }
        return statuses;
    }

    private static boolean needsStore(String path) {
        return !path.startsWith("/assets/") && !path.startsWith("/configuration");
    }

    /** What was made just before holds for half a second. */
    private HttpResponse<String> withoutTheCache(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (needsStore(path) && answer.statusCode() == 200 && System.nanoTime() - end < 0) {
            answer = get(path);
        }
        return answer;
    }

    /** As browsers do it: {@link URI#resolve} takes the last step of the path away where the link is a query alone. */
    private static URI resolved(URI page, String link) {
        return link.isEmpty() || link.startsWith("?")
                ? URI.create(page.toString().replaceAll("\\?.*", "") + link)
                : page.resolve(link);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(sample.address(path)).build(), BodyHandlers.ofString());
    }
}
