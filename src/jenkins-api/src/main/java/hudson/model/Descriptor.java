package hudson.model;

import hudson.XmlFile;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Descriptor<T extends Describable<T>> implements Saveable {
    public final transient Class<? extends T> clazz = null;

    protected Descriptor(Class<? extends T> type) {
        throw new UnsupportedOperationException();
    }

    protected Descriptor() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public String getCheckUrl(String text) {
        throw new UnsupportedOperationException();
    }

    public T newInstance(StaplerRequest2 request, JSONObject jSONObject) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public final boolean isInstance(T value) {
        throw new UnsupportedOperationException();
    }

    public boolean configure(StaplerRequest2 request, JSONObject jSONObject) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public String getConfigPage() {
        throw new UnsupportedOperationException();
    }

    public String getGlobalConfigPage() {
        throw new UnsupportedOperationException();
    }

    public void save() {
        throw new UnsupportedOperationException();
    }

    public void load() {
        throw new UnsupportedOperationException();
    }

    protected XmlFile getConfigFile() {
        throw new UnsupportedOperationException();
    }

    public static final class FormException extends Exception implements HttpResponse {
        public FormException(String text, String text2) {
            throw new UnsupportedOperationException();
        }

        public FormException(String text, Throwable throwable, String text2) {
            throw new UnsupportedOperationException();
        }

        public FormException(Throwable throwable, String text) {
            throw new UnsupportedOperationException();
        }

        public String getFormField() {
            throw new UnsupportedOperationException();
        }
    }
}
