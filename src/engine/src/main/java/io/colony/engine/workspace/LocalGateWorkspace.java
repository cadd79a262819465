package io.colony.engine.workspace;

import io.colony.engine.git.RefusedContent;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;

/**
 * A clone for one run of one gate.
 *
 * @param own its directories
 * @param dated when the commit's files were written, here or in the workspace that this one was handed on from
 * @param another makes a fresh clone of the same commit
 */
record LocalGateWorkspace(Fresh own, FileTime dated, Supplier<Fresh> another) implements GateWorkspace {
    /**
     * A clone in which nothing has run yet.
     *
     * @param places as they were then: a gate could put a link in the place of its checkout, and have us read elsewhere
     */
    record Fresh(Layout layout, Checkout checkout, Places places) {}

    /** The first of a chain. */
    static LocalGateWorkspace make(Supplier<Fresh> another) {
        Fresh own = another.get();
        try {
            return new LocalGateWorkspace(
                    own, Files.getLastModifiedTime(own.layout().startIndex()), another);
        } catch (IOException failure) {
            own.layout().remove();
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Path directory() {
        return own.layout().checkout();
    }

    @Override
    public Path home() {
        return own.layout().home();
    }

    @Override
    public GateWorkspace handOn() {
        own.places().check();
        Fresh next = another.get();
        try {
            next.checkout().date(dated);
            new LeftFiles(directory(), next.layout().checkout(), LeftFiles.Limits.DEFAULT).copy();
            return new LocalGateWorkspace(next, dated, another);
        } catch (IOException failure) {
            next.layout().remove();
            throw new RefusedContent("The files cannot be copied: " + LeftFiles.words(failure) + ".", failure);
        } catch (RuntimeException failure) {
            next.layout().remove();
            throw failure;
        }
    }

    @Override
    public void close() {
        own.layout().remove();
    }
}
