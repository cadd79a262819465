/**
 * The connection pool, transactions and the schema's migrations.
 *
 * <p>The only package besides the {@code Postgres...} stores that may know JDBC, JDBI and Flyway.
 */
@NullMarked
package io.colony.engine.database;

import org.jspecify.annotations.NullMarked;
