package hudson.model.queue;

import org.jvnet.localizer.Localizable;

public abstract class CauseOfBlockage {
    public CauseOfBlockage() {
        throw new UnsupportedOperationException();
    }

    public abstract String getShortDescription();

    public static CauseOfBlockage fromMessage(Localizable localizable) {
        throw new UnsupportedOperationException();
    }
}
