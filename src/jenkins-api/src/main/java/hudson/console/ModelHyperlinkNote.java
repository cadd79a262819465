package hudson.console;

import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.User;

public class ModelHyperlinkNote extends HyperlinkNote {
    public static String encodeTo(User user) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(User user, String text) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(Item item) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(Item item, String text) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(Run run) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(Node node) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(Label label) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(String text, String text2) {
        throw new UnsupportedOperationException();
    }

    ModelHyperlinkNote() {
        super((String) null, 0);
        throw new UnsupportedOperationException();
    }
}
