package io.jenkins.plugins.colony.configuration;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import hudson.util.FormValidation;
import io.colony.web.host.StageLabels;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.Messages;
import java.util.List;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What holds in a folder, and in those below it, instead of what is configured for all of Jenkins. */
public final class ColonyFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    private @Nullable String stageLabels;
    private int daysToKeepJobs;

    @DataBoundConstructor
    public ColonyFolderProperty() {
        // Each may be left out.
    }

    public String getStageLabels() {
        return stageLabels == null ? "" : stageLabels;
    }

    /** Refuses what {@link StageLabels#ofPart} refuses; what comes past it, as in a file, is not taken. */
    @DataBoundSetter
    public void setStageLabels(@Nullable String stageLabels) {
        String text = stageLabels == null ? "" : stageLabels.strip();
        StageLabels.ofPart(text);
        this.stageLabels = text;
    }

    /** 0 where it is the same as above. */
    public int getDaysToKeepJobs() {
        return daysToKeepJobs;
    }

    @DataBoundSetter
    public void setDaysToKeepJobs(int daysToKeepJobs) {
        this.daysToKeepJobs = Math.max(0, daysToKeepJobs);
    }

    /**
     * On which agents stages of a job run: for each stage the nearest folder that names it says so.
     *
     * @param fullName of the job, or of a folder; it need not be there
     */
    public static StageLabels labels(JenkinsFacade jenkins, String fullName) {
        StageLabels labels = ColonyConfiguration.current().labels();
        for (ColonyFolderProperty folder : above(jenkins, fullName)) {
            labels = labels.under(StageLabels.parse(folder.getStageLabels()));
        }
        return labels;
    }

    /** How long a job stays after its issue has ended. */
    public static int daysToKeep(JenkinsFacade jenkins, String fullName) {
        return above(jenkins, fullName).stream()
                .map(ColonyFolderProperty::getDaysToKeepJobs)
                .filter(days -> days > 0)
                .reduce(ColonyConfiguration.current().getDaysToKeepJobs(), (farther, nearer) -> nearer);
    }

    /** From the outermost folder on. */
    private static List<ColonyFolderProperty> above(JenkinsFacade jenkins, String fullName) {
        return jenkins.foldersAbove(fullName).stream()
                .map(folder -> folder.getProperties().get(ColonyFolderProperty.class))
                .filter(property -> property != null)
                .toList();
    }

    /** What Jenkins knows of it. */
    @Extension
    @Symbol("colonyFolder")
    public static final class Known extends AbstractFolderPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.ColonyFolderProperty_displayName();
        }

        /** Whether each line names a stage and a label. */
        @POST
        public FormValidation doCheckStageLabels(@QueryParameter String value) {
            new JenkinsFacade().require(ColonyPermissions.CONFIGURE);
            return Checks.of(() ->
                    StageLabels.ofPart(value, ColonyConfiguration.current().getStageLabels()));
        }
    }
}
