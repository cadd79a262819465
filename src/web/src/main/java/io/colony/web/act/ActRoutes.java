package io.colony.web.act;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.command.OperatorAnswer;
import io.colony.web.access.RequestGuard;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Match;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.RequestProblem;
import io.colony.web.layout.PageContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Commands as they come by POST: {@code .../actions/<action>} from forms, and the same below {@code api/v1/} as JSON. A form
 * is answered with a redirect to the page that it stood on, where the answer is shown.
 */
public final class ActRoutes {
    private static final int MOST_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> API = List.of("api", "v1");
    private static final List<String> FIELDS = List.of(Sent.REASON, Sent.HEAD, Sent.ARGUMENT, Sent.SCOPE, Sent.KEY);

    private final Commands commands;
    private final RequestGuard guard;

    public ActRoutes(Commands commands, RequestGuard guard) {
        this.commands = commands;
        this.guard = guard;
    }

    /** An act and what its address names. */
    private record Asked(Act act, Match match) {}

    /** Whether a POST to this path is a command. */
    public static boolean isAt(String path) {
        return asked(steps(path)).isPresent();
    }

    /** The forms of all addresses: of forms, then of the API. */
    public static List<AddressPattern> addresses() {
        return Stream.concat(
                        Act.ALL.stream().map(act -> act.address().template()),
                        Act.ALL.stream().map(act -> "api/v1/" + act.address().template()))
                .map(AddressPattern::of)
                .toList();
    }

    private static Optional<Asked> asked(List<String> steps) {
        List<String> own = isApi(steps) ? steps.subList(API.size(), steps.size()) : steps;
        return Act.ALL.stream()
                .flatMap(act -> act.address().match(own).map(match -> new Asked(act, match)).stream())
                .findFirst();
    }

    private static boolean isApi(List<String> steps) {
        return steps.size() > API.size() && steps.subList(0, API.size()).equals(API);
    }

    private static List<String> steps(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    public Answer answer(String path, HttpServletRequest request, PageContext context) {
        if (!guard.meant(request, context.visitor())) {
            throw new RequestProblem(new Problem(
                    403,
                    "This command did not come from a page of this server",
                    "Load the page again and send it from there. A program sends it as application/json."));
        }
        List<String> steps = steps(path);
        Asked asked = asked(steps).orElseThrow(Addresses::unknown);
        return isApi(steps) ? api(asked, request, context) : form(asked, steps.size(), request, context);
    }

    private Answer form(Asked asked, int steps, HttpServletRequest request, PageContext context) {
        Sent sent = new Sent(
                context.visitor(),
                fields(name -> field(request, name)),
                field(request, "id").orElse(""),
                "pages");
        OperatorAnswer answer = asked.act().effect().of(asked.match(), sent, commands);
        WayBack back = WayBack.of(field(request, WayBack.FIELD), asked.act(), asked.match());
        return Answer.seeOther(back.from(steps))
                .with(Map.of("Set-Cookie", LastAnswer.of(answer).cookie(request, steps, back)));
    }

    private static Map<String, String> fields(Function<String, Optional<String>> read) {
        Map<String, String> fields = new HashMap<>();
        FIELDS.forEach(name -> read.apply(name).ifPresent(value -> fields.put(name, value)));
        return fields;
    }

    private static Optional<String> field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private Answer api(Asked asked, HttpServletRequest request, PageContext context) {
        JsonNode body = body(request);
        Sent sent = new Sent(
                context.visitor(),
                fields(name -> text(body, name)),
                Optional.ofNullable(request.getHeader("Idempotency-Key")).orElse(""),
                "api");
        OperatorAnswer answer = asked.act().effect().of(asked.match(), sent, commands);
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
                "Send a JSON object; which texts it may hold is described in docs/openapi.yaml, 'reason' among them."));
    }
}
