package hudson;

import hudson.model.Computer;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.FileFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URL;
import java.nio.file.OpenOption;
import java.util.List;
import org.jenkinsci.remoting.RoleSensitive;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

public final class FilePath implements SerializableOnlyOverRemoting {
    public FilePath(VirtualChannel virtualChannel, String text) {
        throw new UnsupportedOperationException();
    }

    public FilePath(File file) {
        throw new UnsupportedOperationException();
    }

    public FilePath(FilePath filePath, String text) {
        throw new UnsupportedOperationException();
    }

    public String getRemote() {
        throw new UnsupportedOperationException();
    }

    public void unzip(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyFrom(URL uRL) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyFrom(InputStream inputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyFrom(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public <T> T act(FilePath.FileCallable<T> fileCallable) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public <V, E extends Throwable> V act(Callable<V, E> callable) throws IOException, InterruptedException, E {
        throw new UnsupportedOperationException();
    }

    public Computer toComputer() {
        throw new UnsupportedOperationException();
    }

    public void mkdirs() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void deleteRecursive() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void deleteContents() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public FilePath child(String text) {
        throw new UnsupportedOperationException();
    }

    public FilePath getParent() {
        throw new UnsupportedOperationException();
    }

    public FilePath createTempFile(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath createTextTempFile(String text, String text2, String text3)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath createTextTempFile(String text, String text2, String text3, boolean flag)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath createTempDir(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean delete() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean exists() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public long lastModified() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean isDirectory() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public long length() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void chmod(int number) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> list() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> list(FilePath filePath, OpenOption... openOption) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> listDirectories() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> list(FileFilter fileFilter) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath[] list(String text) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath[] list(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath[] list(String text, String text2, boolean flag) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public InputStream read() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public InputStream read(FilePath filePath, OpenOption... openOption) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String readToString() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public OutputStream write() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void write(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void renameTo(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyTo(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyTo(OutputStream outputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    public boolean isRemote() {
        throw new UnsupportedOperationException();
    }

    public interface FileCallable<T> extends Serializable, RoleSensitive {
        T invoke(File file, VirtualChannel virtualChannel) throws IOException, InterruptedException;
    }
}
