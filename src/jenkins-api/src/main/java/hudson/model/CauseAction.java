package hudson.model;

import java.util.Collection;
import java.util.List;
import jenkins.model.RunAction2;

public class CauseAction implements RunAction2 {
    public CauseAction(Cause cause) {
        throw new UnsupportedOperationException();
    }

    public CauseAction(Cause... cause) {
        throw new UnsupportedOperationException();
    }

    public CauseAction(Collection<? extends Cause> collection) {
        throw new UnsupportedOperationException();
    }

    public CauseAction(CauseAction causeAction) {
        throw new UnsupportedOperationException();
    }

    public List<Cause> getCauses() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    public String getUrlName() {
        throw new UnsupportedOperationException();
    }

    public void onLoad(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }

    public void onAttached(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }
}
