package io.colony.engine.agent.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.real.ModelServer.Reply;
import java.util.ArrayList;
import java.util.List;

/** How one provider's interface is answered: OpenAI Responses, Anthropic Messages, Gemini. */
interface ModelDialect {
    /** How many tools the program has run so far, as this request tells. */
    int toolsRun();

    /** The answer to a reply of the script. */
    Answer judge(Reply reply);

    /** What is sent. */
    sealed interface Answer {
        record Body(int status, String type, List<String> chunks) implements Answer {}

        record Nothing() implements Answer {}
    }

    static ModelDialect of(String path, JsonNode body) {
        if (path.endsWith("/responses")) {
            return new OpenAi(body);
        }
        return path.contains("/v1/messages") ? new Anthropic(body) : new Gemini(path, body);
    }

    private static ObjectNode object() {
        return ModelServer.MAPPER.createObjectNode();
    }

    private static Answer json(int status, JsonNode body) {
        return new Answer.Body(status, "application/json", List.of(body.toString()));
    }

    private static Answer events(List<String> chunks) {
        return new Answer.Body(200, "text/event-stream", chunks);
    }

    /** {@code POST /v1/responses}. */
    record OpenAi(JsonNode body) implements ModelDialect {
        @Override
        public int toolsRun() {
            return (int) body.path("input")
                    .valueStream()
                    .filter(item -> item.path("type").asText().endsWith("_output"))
                    .count();
        }

        @Override
        public Answer judge(Reply reply) {
            return switch (reply) {
                case Reply.Silence() -> new Answer.Nothing();
                case Reply.Refuse(int status, String message) -> {
                    ObjectNode error = object();
                    error.putObject("error").put("code", "error").put("message", message);
                    yield json(status, error);
                }
                case Reply.Say(String text) -> {
                    ObjectNode item = object().put("type", "message")
                            .put("role", "assistant")
                            .put("id", "msg");
                    item.putArray("content")
                            .addObject()
                            .put("type", "output_text")
                            .put("text", text);
                    yield turn(item);
                }
                case Reply.Shell(String command) ->
                    turn(object().put("type", "function_call")
                            .put("id", "fc")
                            .put("call_id", "call_" + toolsRun())
                            .put("name", "exec_command")
                            .put("arguments", object().put("cmd", command).toString()));
            };
        }

        private static Answer turn(ObjectNode item) {
            ObjectNode created = object().put("type", "response.created");
            created.putObject("response").put("id", "resp");
            ObjectNode done = object().put("type", "response.output_item.done").put("output_index", 0);
            done.set("item", item);
            ObjectNode completed = object().put("type", "response.completed");
            ObjectNode response =
                    completed.putObject("response").put("id", "resp").put("status", "completed");
            ObjectNode usage = response.putObject("usage");
            usage.put("input_tokens", 1_000).put("output_tokens", 50).put("total_tokens", 1_050);
            usage.putObject("input_tokens_details").put("cached_tokens", 100);
            usage.putObject("output_tokens_details").put("reasoning_tokens", 7);
            return events(List.of(event(created), event(done), event(completed)));
        }

        private static String event(JsonNode data) {
            return "event: " + data.path("type").asText() + "\ndata: " + data + "\n\n";
        }
    }

    /** {@code POST /v1/messages}, streaming or not. */
    record Anthropic(JsonNode body) implements ModelDialect {
        @Override
        public int toolsRun() {
            return (int) body.path("messages")
                    .valueStream()
                    .flatMap(message -> message.path("content").valueStream())
                    .filter(block -> block.path("type").asText().equals("tool_result"))
                    .count();
        }

        @Override
        public Answer judge(Reply reply) {
            return switch (reply) {
                case Reply.Silence() -> new Answer.Nothing();
                case Reply.Refuse(int status, String message) -> {
                    ObjectNode error = object().put("type", "error");
                    error.putObject("error").put("type", "error").put("message", message);
                    yield json(status, error);
                }
                case Reply.Say(String text) -> turn(object().put("type", "text").put("text", text), "end_turn");
                case Reply.Shell(String command) -> {
                    ObjectNode use = object().put("type", "tool_use")
                            .put("id", "toolu_" + toolsRun())
                            .put("name", "Bash");
                    use.putObject("input").put("command", command).put("description", "scripted");
                    yield turn(use, "tool_use");
                }
            };
        }

        private Answer turn(ObjectNode block, String stop) {
            ObjectNode message = object().put("id", "msg_" + toolsRun())
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("model", body.path("model").asText());
            message.putNull("stop_sequence");
            ObjectNode usage = object().put("input_tokens", 1_000)
                    .put("cache_creation_input_tokens", 200)
                    .put("cache_read_input_tokens", 300);
            if (!body.path("stream").asBoolean()) {
                message.put("stop_reason", stop).set("usage", usage.put("output_tokens", 50));
                message.putArray("content").add(block);
                return json(200, message);
            }
            message.putNull("stop_reason").set("usage", usage.put("output_tokens", 1));
            message.putArray("content");
            return events(streamed(message, block, stop));
        }

        private static List<String> streamed(ObjectNode message, ObjectNode block, String stop) {
            boolean text = block.path("type").asText().equals("text");
            ObjectNode begun = block.deepCopy();
            ObjectNode delta = object();
            if (text) {
                begun.put("text", "");
                delta.put("type", "text_delta").put("text", block.path("text").asText());
            } else {
                begun.putObject("input");
                delta.put("type", "input_json_delta")
                        .put("partial_json", block.path("input").toString());
            }
            List<String> chunks = new ArrayList<>();
            chunks.add(event("message_start", object().set("message", message)));
            chunks.add(event("content_block_start", object().put("index", 0).set("content_block", begun)));
            chunks.add(event("content_block_delta", object().put("index", 0).set("delta", delta)));
            chunks.add(event("content_block_stop", object().put("index", 0)));
            ObjectNode end = object();
            end.putObject("delta").put("stop_reason", stop).putNull("stop_sequence");
            end.putObject("usage").put("output_tokens", 50);
            chunks.add(event("message_delta", end));
            chunks.add(event("message_stop", object()));
            return chunks;
        }

        private static String event(String type, ObjectNode data) {
            return "event: " + type + "\ndata: " + data.put("type", type) + "\n\n";
        }
    }

    /** {@code :generateContent} and {@code :streamGenerateContent}. */
    record Gemini(String path, JsonNode body) implements ModelDialect {
        @Override
        public int toolsRun() {
            return (int) body.path("contents")
                    .valueStream()
                    .flatMap(content -> content.path("parts").valueStream())
                    .filter(part -> part.has("functionResponse"))
                    .count();
        }

        @Override
        public Answer judge(Reply reply) {
            return switch (reply) {
                case Reply.Silence() -> new Answer.Nothing();
                case Reply.Refuse(int status, String message) -> {
                    ObjectNode error = object();
                    error.putObject("error")
                            .put("code", status)
                            .put("message", message)
                            .put("status", "ERROR");
                    yield json(status, error);
                }
                case Reply.Say(String text) -> turn(object().put("text", text));
                case Reply.Shell(String command) -> {
                    ObjectNode part = object();
                    part.putObject("functionCall")
                            .put("name", "run_shell_command")
                            .putObject("args")
                            .put("command", command);
                    yield turn(part);
                }
            };
        }

        private Answer turn(ObjectNode part) {
            ObjectNode answer = object().put("modelVersion", path.replaceAll(".*/models/|:.*", ""))
                    .put("responseId", "r");
            ObjectNode candidate = answer.putArray("candidates").addObject().put("index", 0);
            candidate.put("finishReason", "STOP");
            candidate
                    .putObject("content")
                    .put("role", "model")
                    .putArray("parts")
                    .add(part);
            answer.putObject("usageMetadata")
                    .put("promptTokenCount", 1_000)
                    .put("cachedContentTokenCount", 100)
                    .put("candidatesTokenCount", 50)
                    .put("thoughtsTokenCount", 7)
                    .put("totalTokenCount", 1_057);
            return path.contains(":stream") ? events(List.of("data: " + answer + "\r\n\r\n")) : json(200, answer);
        }
    }
}
