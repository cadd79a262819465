package io.colony.engine.forge.github;

import java.io.IOException;
import java.util.Map;

/** Sends one request and reads its answer. */
@FunctionalInterface
interface Transport {
    Answer send(Call call, Map<String, String> headers) throws IOException;
}
