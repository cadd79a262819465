package io.colony.engine.forge.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.ForgeException;
import java.util.Optional;

/** What to say where GitHub says no. */
final class Refusal {
    private static final int MOST_WORDS = 500;

    private Refusal() {}

    /** A 4xx that the caller does not decide on. */
    static ForgeException of(Call call, Answer answer) {
        String said = "GitHub answers " + call.shown() + " with " + answer.status() + ": " + words(answer);
        return switch (answer.status()) {
            case 404 ->
                ForgeException.permanent(
                        said + " There is no such thing, or the credential may not see it: check the name,"
                                + " and that the token or App has access to this repository.");
            case 410 -> ForgeException.permanent(said + " It was deleted, or is switched off for the repository.");
            case 409 -> ForgeException.temporary(said + " It will be tried again.");
            default -> ForgeException.permanent(said);
        };
    }

    static ForgeException forbidden(String identity, Call call, Answer answer) {
        Optional<String> needed = answer.header("x-accepted-github-permissions")
                .or(() -> answer.header("x-accepted-oauth-scopes"))
                .filter(text -> !text.isBlank());
        return ForgeException.permanent("GitHub does not allow '" + identity + "' to " + call.shown() + " (403): "
                + words(answer)
                + needed.map(text -> " It needs the permission " + printable(text) + ".")
                        .orElse("")
                + " Give it to the token or App (docs/github.md lists all that are needed), and accept it for the"
                + " organisation where an App asks for more than before.");
    }

    /** GitHub's own words, with those about single fields. */
    static String words(Answer answer) {
        return words(answer.body());
    }

    /** The same of a text that ends with GitHub's document, as the library's messages do. */
    static String words(String text) {
        try {
            JsonNode body = Json.read(text.substring(Math.max(0, text.indexOf('{'))));
            StringBuilder words = new StringBuilder(body.path("message").asText());
            for (JsonNode error : body.path("errors")) {
                String more = problem(error);
                words.append(words.isEmpty() || more.isEmpty() ? "" : "; ").append(more);
            }
            return sentence(printable(words.toString()));
        } catch (JsonProcessingException noJson) {
            return sentence(printable(text.isBlank() ? "no reason was given" : text));
        }
    }

    private static String problem(JsonNode error) {
        String what = error.isTextual() ? error.asText() : error.path("message").asText();
        return what.isEmpty()
                ? (error.path("field").asText() + " " + error.path("code").asText()).strip()
                : what;
    }

    private static String sentence(String words) {
        return words.isEmpty() || words.endsWith(".") ? words : words + ".";
    }

    static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() > MOST_WORDS ? plain.substring(0, MOST_WORDS) + "..." : plain;
    }
}
