/** The pages below {@code /colony/}, in Jenkins. */
@NullMarked
package io.jenkins.plugins.colony.pages;

import org.jspecify.annotations.NullMarked;
