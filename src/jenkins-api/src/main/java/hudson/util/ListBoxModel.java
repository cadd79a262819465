package hudson.util;

import hudson.model.ModelObject;
import java.util.ArrayList;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;

public class ListBoxModel extends ArrayList<ListBoxModel.Option> implements HttpResponse {
    public ListBoxModel(int number) {
        throw new UnsupportedOperationException();
    }

    public ListBoxModel() {
        throw new UnsupportedOperationException();
    }

    public ListBoxModel(Collection<ListBoxModel.Option> collection) {
        throw new UnsupportedOperationException();
    }

    public ListBoxModel(ListBoxModel.Option... option) {
        throw new UnsupportedOperationException();
    }

    public void add(String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void add(ModelObject modelObject, String text) {
        throw new UnsupportedOperationException();
    }

    public ListBoxModel add(String text) {
        throw new UnsupportedOperationException();
    }

    public static final class Option {
        public String name;
        public String value;
        public boolean selected;

        public Option(String text, String text2) {
            throw new UnsupportedOperationException();
        }

        public Option(String text) {
            throw new UnsupportedOperationException();
        }

        public Option(String text, String text2, boolean flag) {
            throw new UnsupportedOperationException();
        }
    }
}
