package hudson.model;

public abstract class Cause {
    public Cause() {
        throw new UnsupportedOperationException();
    }

    public abstract String getShortDescription();

    public void onAddedTo(Run run) {
        throw new UnsupportedOperationException();
    }

    public void onLoad(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }

    public void print(TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public static class UserIdCause extends Cause {
        public UserIdCause() {
            throw new UnsupportedOperationException();
        }

        public UserIdCause(String text) {
            throw new UnsupportedOperationException();
        }

        public String getUserId() {
            throw new UnsupportedOperationException();
        }

        public String getUserName() {
            throw new UnsupportedOperationException();
        }

        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }
}
