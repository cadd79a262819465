package io.colony.web.layout;

import io.colony.web.access.RequestGuard;
import io.colony.web.access.Visitor;
import io.colony.web.language.Words;

/**
 * For whom a page is made, and from where.
 *
 * @param root the way from the page back to the mount point, such as {@code ../../}
 * @param here the page's own address from the mount point on, query included, such as {@code issues?show=done}
 * @param theme {@code auto}, {@code light} or {@code dark}
 * @param field what each form carries
 * @param surroundings of the page
 */
public record PageContext(
        String root,
        String here,
        Words words,
        String theme,
        Visitor visitor,
        RequestGuard.Field field,
        Surroundings surroundings) {}
