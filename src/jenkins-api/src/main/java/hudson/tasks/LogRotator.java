package hudson.tasks;

import hudson.model.Job;
import java.io.IOException;
import jenkins.model.BuildDiscarder;

public class LogRotator extends BuildDiscarder {
    public LogRotator(int number, int number2) {
        throw new UnsupportedOperationException();
    }

    public void perform(Job<?, ?> job) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
