/** The pages below {@code /colony/}, for whom Jenkins' permissions let in. */
@NullMarked
package io.jenkins.plugins.colony.pages;

import org.jspecify.annotations.NullMarked;
