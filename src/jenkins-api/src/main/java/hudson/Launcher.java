package hudson;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

public abstract class Launcher {
    public VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    public TaskListener getListener() {
        throw new UnsupportedOperationException();
    }

    public Computer getComputer() {
        throw new UnsupportedOperationException();
    }

    public final Launcher.ProcStarter launch() {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(String text, Map<String, String> map, OutputStream outputStream, FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(String[] text, Map<String, String> map, OutputStream outputStream, FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(String[] text, Map<String, String> map, InputStream inputStream, OutputStream outputStream)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(
            String[] text, boolean[] flag, Map<String, String> map, OutputStream outputStream, FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(
            String[] text, boolean[] flag, Map<String, String> map, InputStream inputStream, OutputStream outputStream)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(String text, String[] text2, OutputStream outputStream, FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(String[] text, String[] text2, OutputStream outputStream, FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(String[] text, String[] text2, InputStream inputStream, OutputStream outputStream)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(
            String[] text, boolean[] flag, String[] text2, OutputStream outputStream, FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public final Proc launch(
            String[] text, boolean[] flag, String[] text2, InputStream inputStream, OutputStream outputStream)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public Proc launch(
            String[] text, String[] text2, InputStream inputStream, OutputStream outputStream, FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public Proc launch(
            String[] text,
            boolean[] flag,
            String[] text2,
            InputStream inputStream,
            OutputStream outputStream,
            FilePath filePath)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public abstract Proc launch(Launcher.ProcStarter procStarter) throws IOException;

    public boolean isUnix() {
        throw new UnsupportedOperationException();
    }

    public abstract void kill(Map<String, String> map) throws IOException, InterruptedException;

    Launcher() {
        throw new UnsupportedOperationException();
    }

    public static final class ProcStarter {
        protected boolean[] masks;
        protected FilePath pwd;
        protected OutputStream stdout;
        protected OutputStream stderr;
        protected InputStream stdin;
        protected String[] envs;

        public Launcher.ProcStarter cmdAsSingleString(String text) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter cmds(String... text) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter cmds(File file, String... text) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter cmds(List<String> list) {
            throw new UnsupportedOperationException();
        }

        public List<String> cmds() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter masks(boolean... flag) {
            throw new UnsupportedOperationException();
        }

        public boolean[] masks() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter quiet(boolean flag) {
            throw new UnsupportedOperationException();
        }

        public boolean quiet() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(FilePath filePath) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(File file) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(String text) {
            throw new UnsupportedOperationException();
        }

        public FilePath pwd() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(OutputStream outputStream) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(TaskListener taskListener) {
            throw new UnsupportedOperationException();
        }

        public OutputStream stdout() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stderr(OutputStream outputStream) {
            throw new UnsupportedOperationException();
        }

        public OutputStream stderr() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdin(InputStream inputStream) {
            throw new UnsupportedOperationException();
        }

        public InputStream stdin() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter envs(Map<String, String> map) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter envs(String... text) {
            throw new UnsupportedOperationException();
        }

        public String[] envs() {
            throw new UnsupportedOperationException();
        }

        public Proc start() throws IOException {
            throw new UnsupportedOperationException();
        }

        public int join() throws IOException, InterruptedException {
            throw new UnsupportedOperationException();
        }

        ProcStarter() {
            throw new UnsupportedOperationException();
        }
    }
}
