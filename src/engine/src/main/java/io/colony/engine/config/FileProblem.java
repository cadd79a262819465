package io.colony.engine.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** What is wrong with a file or directory, in words for people. */
public final class FileProblem {
    private FileProblem() {}

    /** Such as {@code there is no such file or directory}. */
    public static String of(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "this user may not touch " + denied.getFile();
            case FileAlreadyExistsException taken -> taken.getFile() + " is there already, and is no directory";
            case NotDirectoryException file -> file.getFile() + " is no directory";
            case CharacterCodingException binary -> "it is no text in UTF-8";
            case FileSystemException other ->
                Optional.ofNullable(other.getReason()).orElse("the system refused " + other.getFile());
            default -> String.valueOf(failure.getMessage());
        };
    }
}
