package io.colony.web.api;

import io.colony.engine.status.StatusQueries;
import java.lang.reflect.Proxy;
import java.util.List;

/** The API's addresses without a store behind them. */
final class SampleApi {
    private SampleApi() {}

    static List<Endpoint> endpoints() {
        return new ApiRoutes(unasked(StatusQueries.class)).endpoints();
    }

    /** A port that must not be asked anything. */
    private static <T> T unasked(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, values) -> {
                    throw new AssertionError(method + " was asked.");
                }));
    }
}
