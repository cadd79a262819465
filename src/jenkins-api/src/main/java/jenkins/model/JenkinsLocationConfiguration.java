package jenkins.model;

public class JenkinsLocationConfiguration extends GlobalConfiguration {
    public static JenkinsLocationConfiguration get() {
        throw new UnsupportedOperationException();
    }

    public String getAdminAddress() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    JenkinsLocationConfiguration() {
        throw new UnsupportedOperationException();
    }
}
