package io.colony.engine.notice;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host's own channel. */
final class Chat implements Notifier {
    static final String CHANNEL = "chat";

    final List<Notice> given = new CopyOnWriteArrayList<>();
    Optional<String> broken = Optional.empty();
    boolean dies;

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Delivery deliver(Notice notice) {
        if (dies) {
            throw new AssertionError("the process is killed here");
        }
        if (broken.isPresent()) {
            return new Delivery.Failed(broken.get());
        }
        given.add(notice);
        return new Delivery.Delivered();
    }

    <T extends Notice> List<T> given(Class<T> type) {
        return given.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
