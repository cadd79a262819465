package io.colony.runner.torture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What GitHub's API says about the project's repository, read by a plain client. */
final class GitHubFacts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    GitHubFacts(URI api, String token) {
        this.base = api + "/repos/" + GitHubProject.SLUG;
        this.token = token;
    }

    JsonNode issue(long number) {
        return get("/issues/" + number);
    }

    List<String> labels(long number) {
        return issue(number)
                .path("labels")
                .valueStream()
                .map(label -> label.path("name").asText())
                .toList();
    }

    List<String> comments(long number) {
        return get("/issues/" + number + "/comments?per_page=100")
                .valueStream()
                .map(comment -> comment.path("body").asText())
                .toList();
    }

    List<JsonNode> pulls() {
        return get("/pulls?state=all&per_page=100").valueStream().toList();
    }

    List<String> statuses(String sha) {
        return get("/commits/" + sha + "/status")
                .path("statuses")
                .valueStream()
                .map(status -> status.path("context").asText() + " "
                        + status.path("state").asText())
                .toList();
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " answers " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
