package hudson.model;

import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.IOException;
import java.util.Map;
import org.kohsuke.stapler.StaplerProxy;

public class User extends AbstractModelObject implements AccessControlled, Saveable, Comparable<User>, StaplerProxy {
    public int compareTo(User user) {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public String getFullName() {
        throw new UnsupportedOperationException();
    }

    public void addProperty(UserProperty userProperty) throws IOException {
        throw new UnsupportedOperationException();
    }

    public <T extends UserProperty> T getProperty(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public static User get(String text, boolean flag) {
        throw new UnsupportedOperationException();
    }

    public static User get(String text, boolean flag, Map map) {
        throw new UnsupportedOperationException();
    }

    public static User get(String text) {
        throw new UnsupportedOperationException();
    }

    public static User getOrCreateByIdOrFullName(String text) {
        throw new UnsupportedOperationException();
    }

    public static User current() {
        throw new UnsupportedOperationException();
    }

    public static User getById(String text, boolean flag) {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    User() {
        throw new UnsupportedOperationException();
    }
}
