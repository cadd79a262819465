package io.colony.engine.workspace;

import io.colony.engine.git.RefusedContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The directories of a workspace as they were made, by what the file system calls them: an agent could put a link, or another
 * directory, in the place of one, and have us read or write elsewhere.
 */
record Places(Map<Path, Object> keys) {
    /** As they are now; throws {@link RefusedContent} where one is none. */
    static Places of(Layout layout) {
        Map<Path, Object> keys = new LinkedHashMap<>();
        for (Path directory : new Path[] {
            layout.directory(), layout.records(), layout.checkout().resolveSibling("."), layout.checkout()
        }) {
            Path path = directory.normalize();
            keys.put(path, key(path));
        }
        return new Places(Map.copyOf(keys));
    }

    /** Throws {@link RefusedContent} where one is not what it was. */
    void check() {
        keys.forEach((path, key) -> {
            if (!key(path).equals(key)) {
                throw replaced(path);
            }
        });
    }

    private static Object key(Path path) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                throw replaced(path);
            }
            Object key = attributes.fileKey();
            return key == null ? path : key;
        } catch (IOException gone) {
            throw replaced(path);
        }
    }

    private static RefusedContent replaced(Path path) {
        return new RefusedContent("The directory " + path.getFileName()
                + " of the workspace was removed, or replaced by a link or another one: nothing is taken from it.");
    }
}
