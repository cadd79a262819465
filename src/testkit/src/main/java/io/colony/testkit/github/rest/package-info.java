/** The simulated GitHub's REST API: routes, end points, and how what the world holds is shown as JSON. */
@NullMarked
package io.colony.testkit.github.rest;

import org.jspecify.annotations.NullMarked;
