package hudson.model;

import hudson.ExtensionPoint;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    protected Job(ItemGroup itemGroup, String text) {
        super((ItemGroup) null, (String) null);
        throw new UnsupportedOperationException();
    }

    public boolean isInQueue() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getQueueItem() {
        throw new UnsupportedOperationException();
    }

    public boolean isBuilding() {
        throw new UnsupportedOperationException();
    }

    public boolean isKeepDependencies() {
        throw new UnsupportedOperationException();
    }

    public int getNextBuildNumber() {
        throw new UnsupportedOperationException();
    }

    public Collection<? extends Job> getAllJobs() {
        throw new UnsupportedOperationException();
    }

    public void addProperty(JobProperty<? super JobT> jobProperty) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void removeProperty(JobProperty<? super JobT> jobProperty) throws IOException {
        throw new UnsupportedOperationException();
    }

    public <T extends JobProperty> T removeProperty(Class<T> type) throws IOException {
        throw new UnsupportedOperationException();
    }

    public List<JobProperty<? super JobT>> getAllProperties() {
        throw new UnsupportedOperationException();
    }

    public <T extends JobProperty> T getProperty(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public JobProperty getProperty(String text) {
        throw new UnsupportedOperationException();
    }

    public abstract boolean isBuildable();

    public RunT getBuildByNumber(int number) {
        throw new UnsupportedOperationException();
    }

    public RunT getLastBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getLastCompletedBuild() {
        throw new UnsupportedOperationException();
    }
}
