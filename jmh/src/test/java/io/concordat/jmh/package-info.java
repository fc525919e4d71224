/** Tests of what stands around the measurements: keys, options, files, limits. */
@NullMarked
package io.concordat.jmh;

import org.jspecify.annotations.NullMarked;
