package io.colony.web.act;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.command.OperatorAnswer;
import io.colony.web.access.RequestGuard;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.RequestProblem;
import io.colony.web.layout.PageContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST issues/<owner>/<repository>/<number>/actions/<action>}, sent by forms, and the same below {@code api/v1/} as
 * JSON. A form is answered with a redirect to the issue, where the answer is shown.
 */
public final class ActRoutes {
    private static final int MOST_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Commands commands;
    private final RequestGuard guard;

    public ActRoutes(Commands commands, RequestGuard guard) {
        this.commands = commands;
        this.guard = guard;
    }

    /** Whether a POST to this path is a command. */
    public static boolean isAt(String path) {
        List<String> steps = steps(path);
        return isForm(steps) || isApi(steps);
    }

    private static boolean isForm(List<String> steps) {
        return steps.size() == 6
                && steps.getFirst().equals("issues")
                && steps.get(4).equals("actions");
    }

    private static boolean isApi(List<String> steps) {
        return steps.size() == 8
                && steps.subList(0, 3).equals(List.of("api", "v1", "issues"))
                && steps.get(6).equals("actions");
    }

    private static List<String> steps(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    public Answer answer(String path, HttpServletRequest request, PageContext context) {
        if (!guard.meant(request, context.visitor())) {
            throw new RequestProblem(new Problem(
                    403,
                    "This command did not come from a page of this server",
                    "Load the issue's page again and send it from there. A program sends it as application/json."));
        }
        List<String> steps = steps(path);
        return isApi(steps) ? api(steps, request, context) : form(steps, request, context);
    }

    private Answer form(List<String> steps, HttpServletRequest request, PageContext context) {
        Wish wish = new Wish(
                Addresses.key(steps, 1),
                steps.get(5),
                field(request, "reason").orElse(""),
                field(request, "head_sha"),
                field(request, "argument"),
                field(request, "id").orElse(""),
                "pages");
        OperatorAnswer answer = wish.of(context.visitor(), commands);
        // To the issue's own page, by steps back from here: nothing that was sent says where.
        return Answer.seeOther("../../" + wish.key().number() + "#answer")
                .with(Map.of("Set-Cookie", LastAnswer.of(answer).cookie(request)));
    }

    private static Optional<String> field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private Answer api(List<String> steps, HttpServletRequest request, PageContext context) {
        JsonNode body = body(request);
        Wish wish = new Wish(
                Addresses.key(steps, 3),
                steps.get(7),
                text(body, "reason").orElse(""),
                text(body, "head_sha"),
                text(body, "argument"),
                Optional.ofNullable(request.getHeader("Idempotency-Key")).orElse(""),
                "api");
        OperatorAnswer answer = wish.of(context.visitor(), commands);
        return Answer.json(
                answer.accepted() ? 200 : 409,
                JsonText.bytes(Map.of("accepted", answer.accepted(), "answer", answer.text())));
    }

    private static Optional<String> text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new RequestProblem(Problem.badRequest("'" + name + "' should be a text."));
        }
        return Optional.ofNullable(value.textValue()).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static JsonNode body(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new RequestProblem(
                        new Problem(413, "This command is too long", "Send at most " + MOST_BYTES + " bytes."));
            }
            JsonNode body = JSON.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException noJson) {
            // Falls through to the one message that says what is wanted.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw new RequestProblem(Problem.badRequest(
                "Send a JSON object with 'reason', 'head_sha' and 'argument', each of them optional."));
    }
}
