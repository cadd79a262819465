package io.colony.web.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Keeps other people's pages from having a visitor's browser send commands here (cross-site request forgery). Safe for use
 * by many threads.
 */
public interface RequestGuard {
    /** What each form of this visitor carries. */
    Field field(HttpServletRequest request, Visitor visitor);

    /** Whether a request that changes something was meant by this visitor. */
    boolean meant(HttpServletRequest request, Visitor visitor);

    /** A hidden field of a form. */
    record Field(String name, String value) {}
}
