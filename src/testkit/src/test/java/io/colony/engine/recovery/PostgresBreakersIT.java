package io.colony.engine.recovery;

import java.util.SplittableRandom;

class PostgresBreakersIT extends BreakersContract {
    @Override
    Breakers breakers() {
        return Breakers.postgres(BreakerSettings.defaults(), new SplittableRandom(1));
    }
}
