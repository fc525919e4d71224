/**
 * The node's configuration: one TOML file read into one record per concern, with units in the types.
 *
 * <p>An unknown key is an error that names the nearest known one, a missing value without a default is an error that
 * says where to write it. Paths are relative to the configuration file. The package reads files named to it and checks
 * values; it does not open what they name, and keeps no secret: keys and tokens are in files that the configuration
 * names.
 */
@NullMarked
package io.concordat.node.config;

import org.jspecify.annotations.NullMarked;
