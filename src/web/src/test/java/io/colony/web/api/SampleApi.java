package io.colony.web.api;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.status.Attention;
import io.colony.engine.status.AuditPages;
import io.colony.engine.status.Board;
import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.Delivery;
import io.colony.engine.status.QueueStatus;
import io.colony.engine.status.ReadModels;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.StoreVitals;
import io.colony.web.exchange.Reading;
import java.lang.reflect.Proxy;
import java.util.List;

/** The API's addresses without a store behind them. */
final class SampleApi {
    private SampleApi() {}

    static List<Endpoint> endpoints() {
        return new ApiRoutes(new Reading(
                        new ReadModels(
                                unasked(StatusQueries.class),
                                unasked(ChangeFeed.class),
                                unasked(Board.class),
                                unasked(Attention.class),
                                unasked(QueueStatus.class),
                                unasked(CostPages.class),
                                unasked(Delivery.class),
                                unasked(AuditPages.class),
                                unasked(StoreVitals.class)),
                        new EffectiveConfiguration(List.of())))
                .endpoints();
    }

    /** A port that must not be asked anything. */
    private static <T> T unasked(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, values) -> {
                    throw new AssertionError(method + " was asked.");
                }));
    }
}
