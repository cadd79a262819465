package hudson.slaves;

import hudson.ExtensionPoint;
import hudson.model.Computer;
import hudson.model.TaskListener;
import java.io.IOException;

public abstract class ComputerListener implements ExtensionPoint {
    public ComputerListener() {
        throw new UnsupportedOperationException();
    }

    public void onOnline(Computer computer) {
        throw new UnsupportedOperationException();
    }

    public void onOnline(Computer computer, TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void onOffline(Computer computer) {
        throw new UnsupportedOperationException();
    }
}
