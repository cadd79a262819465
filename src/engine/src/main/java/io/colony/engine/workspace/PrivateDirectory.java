package io.colony.engine.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Directories that only their owner may enter: clones of private repositories and logs lie in them. Where the file system
 * knows no such permissions, they are directories like any other.
 */
public final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /** Makes it, for its owner alone, where it is not there; one that is there stays as it is. Parents are made as usual. */
    public static Path make(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            return directory;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (absolute.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(absolute, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createDirectory(absolute);
            }
        } catch (FileAlreadyExistsException taken) {
            if (!Files.isDirectory(absolute)) {
                throw taken;
            }
        }
        return directory;
    }

    /** Makes it, and takes from everybody else what they may do in one that is there. */
    public static Path makeOrClose(Path directory) throws IOException {
        if (openToOthers(make(directory))) {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        }
        return directory;
    }

    /** Whether anybody but its owner may list, enter or change it. */
    public static boolean openToOthers(Path directory) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        return posix != null && !OWNER_ONLY.containsAll(posix.readAttributes().permissions());
    }
}
