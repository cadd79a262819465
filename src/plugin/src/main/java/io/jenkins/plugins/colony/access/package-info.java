/** Who sees and does what on the pages, by Jenkins' permissions and crumbs. */
@NullMarked
package io.jenkins.plugins.colony.access;

import org.jspecify.annotations.NullMarked;
