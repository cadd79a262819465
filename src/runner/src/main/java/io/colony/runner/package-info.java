/** The stand-alone program: command line, configuration, web server, embedded Postgres, local workers. */
@NullMarked
package io.colony.runner;

import org.jspecify.annotations.NullMarked;
