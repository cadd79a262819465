package io.colony.engine.remote;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.colony.engine.ColonyException;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.git.GitException;
import io.colony.engine.git.RebaseResult;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.stage.HandsLost;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The engine's values as text on their way between two processes, and failures among them. Safe for many threads. */
final class Wire {
    /** A short text can stand for a tree of many times its size. */
    private static final long MOST_TOKENS = 4_000_000;

    private static final ObjectMapper MAPPER = mapper();
    private static final String ERROR = "error";
    private static final String MESSAGE = "message";
    private static final String RESULT = "result";

    private Wire() {}

    /** One of the closed sets that cross; its kinds are known by their simple names. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kinds {}

    private static ObjectMapper mapper() {
        SimpleModule own = new SimpleModule("colony-wire");
        own.addSerializer(Path.class, new PathWriter());
        own.addDeserializer(Path.class, new PathReader());
        JsonMapper.Builder builder = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxTokenCount(MOST_TOKENS)
                                .maxStringLength(SessionDirectory.MOST_TEXT)
                                .build())
                        .build())
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(own);
        for (Class<?> kinds : new Class<?>[] {AgentEvent.class, RebaseResult.class}) {
            builder.addMixIn(kinds, Kinds.class);
            builder.registerSubtypes(kinds.getPermittedSubclasses());
        }
        return builder.build();
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException failure) {
            throw new ColonyException("A value could not be written: " + failure.getOriginalMessage(), failure);
        }
    }

    /** As {@link #text(JsonNode)}, of a value whose declared type matters since it is one of a closed set. */
    static String text(Object value, TypeReference<?> type) {
        try {
            return MAPPER.writerFor(type).writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new ColonyException("A value could not be written: " + failure.getOriginalMessage(), failure);
        }
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException failure) {
            throw garbled(failure);
        }
    }

    static <T> T read(JsonNode tree, TypeReference<T> type) {
        try {
            T value = tree.isMissingNode() ? null : MAPPER.readValue(MAPPER.treeAsTokens(tree), type);
            if (value == null) {
                throw new IOException("there is nothing");
            }
            return value;
        } catch (IOException failure) {
            throw garbled(failure);
        }
    }

    /** What the other side wrote is not to be trusted: an agent may share its machine. */
    private static HandsLost garbled(IOException failure) {
        String why = failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.toString();
        return new HandsLost(
                "What the other side answered cannot be read (" + why + "). The run is given up and tried again.",
                failure);
    }

    static String answer(JsonNode result) {
        return text(object().set(RESULT, result));
    }

    static String failure(RuntimeException failure) {
        String kind = switch (failure) {
            case RefusedContent refused -> "refused";
            case GitException git -> "git";
            case HandsLost lost -> "lost";
            case ColonyException known -> "known";
            default -> "unexpected";
        };
        String message = failure instanceof ColonyException ? failure.getMessage() : failure.toString();
        return text(object().put(ERROR, kind).put(MESSAGE, message));
    }

    /** The result, or the failure as it was thrown there. */
    static JsonNode result(String answer) {
        JsonNode tree = parse(answer);
        String message = tree.path(MESSAGE).asText();
        if (tree.has(ERROR) && message.startsWith(CallUnknown.BEGINNING)) {
            throw new CallUnknown(message);
        }
        return switch (tree.path(ERROR).asText()) {
            case "" -> tree.path(RESULT);
            case "refused" -> throw new RefusedContent(message);
            case "git" -> throw new GitException(message);
            case "lost" -> throw new HandsLost(message);
            case "known" -> throw new ColonyException(message);
            default -> throw new HandsLost("An unexpected error on the other side: " + message);
        };
    }

    /** As its text: a path of the other machine means nothing here. */
    private static final class PathWriter extends StdSerializer<Path> {
        private static final long serialVersionUID = 1L;

        PathWriter() {
            super(Path.class);
        }

        @Override
        public void serialize(Path path, JsonGenerator out, SerializerProvider context) throws IOException {
            out.writeString(path.toString());
        }

        @Override
        public void serializeWithType(Path path, JsonGenerator out, SerializerProvider context, TypeSerializer type)
                throws IOException {
            serialize(path, out, context);
        }
    }

    private static final class PathReader extends StdDeserializer<Path> {
        private static final long serialVersionUID = 1L;

        PathReader() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Path.of(in.getValueAsString(""));
        }
    }
}
