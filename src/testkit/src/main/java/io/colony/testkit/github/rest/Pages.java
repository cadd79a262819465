package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.testkit.github.world.Repo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Lists, page by page, with the {@code Link} header that leads on. */
final class Pages {
    private static final int USUAL = 30;
    private static final int LARGEST = 100;

    private final Urls urls;

    Pages(Urls urls) {
        this.urls = urls;
    }

    <T> Answer answer(Call call, List<T> all, Function<T, ?> shown) {
        return answer(call, all, shown, Optional.empty());
    }

    /** A page within an object that tells the total. */
    <T> Answer within(Call call, String field, List<T> all, Function<T, ?> shown) {
        return answer(call, all, shown, Optional.of(field));
    }

    private <T> Answer answer(Call call, List<T> all, Function<T, ?> shown, Optional<String> field) {
        int size = Math.clamp(number(call, "per_page", USUAL), 1, LARGEST);
        int page = Math.max(1, number(call, "page", 1));
        int pages = Math.max(1, (all.size() + size - 1) / size);
        int from = (int) Math.min(all.size(), (page - 1L) * size);
        int to = Math.min(all.size(), from + size);
        JsonNode list = Fields.json(all.subList(from, to).stream().map(shown).toList());
        Answer answer = Answer.ok(
                field.<Object>map(name -> Fields.of("total_count", all.size()).with(name, list))
                        .orElse(list));
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(call, Math.min(page - 1, pages), "prev"));
        }
        if (page < pages) {
            links.add(link(call, page + 1, "next"));
            links.add(link(call, pages, "last"));
        }
        if (page > 1) {
            links.add(link(call, 1, "first"));
        }
        return links.isEmpty() ? answer : answer.with("Link", String.join(", ", links));
    }

    private String link(Call call, int page, String relation) {
        Map<String, String> query = new TreeMap<>(call.query());
        query.put("page", Integer.toString(page));
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        return "<" + urls.api() + byNumber(call) + "?" + String.join("&", pairs) + ">; rel=\"" + relation + "\"";
    }

    /** As GitHub does: by the repository's number, which stays when its name does not. */
    private static String byNumber(Call call) {
        if (!call.path().containsKey("owner")) {
            return call.asked().path();
        }
        Repo repo = call.found();
        String[] parts = call.asked().path().split("/", 5);
        return "/repositories/" + repo.id + (parts.length > 4 ? "/" + parts[4] : "");
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static int number(Call call, String name, int otherwise) {
        try {
            return call.asks(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException none) {
            return otherwise;
        }
    }
}
