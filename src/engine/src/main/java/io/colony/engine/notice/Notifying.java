package io.colony.engine.notice;

import java.util.List;

/**
 * How this process tells people.
 *
 * @param notifiers what the host attaches besides comments, one for each channel
 */
public record Notifying(NoticeSettings settings, List<Notifier> notifiers) {
    /** Comments alone. */
    public static final Notifying DEFAULT = new Notifying(NoticeSettings.DEFAULT, List.of());

    public Notifying {
        notifiers = List.copyOf(notifiers);
    }

    /** The channels that the notifiers are for. */
    public List<String> channels() {
        return notifiers.stream().map(Notifier::channel).toList();
    }
}
