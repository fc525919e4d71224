/**
 * Wrappers that keep secrets out of logs, messages and equality tests, after tink-java's {@code SecretBigInteger}.
 *
 * <p>Reading one needs a {@link io.concordat.crypto.secret.SecretAccess}, so a search for that name lists every place
 * where a secret leaves its wrapper.
 *
 * <p>They do not protect against memory forensics: the JVM may copy objects, and a {@code BigInteger} cannot be wiped.
 */
@NullMarked
package io.concordat.crypto.secret;

import org.jspecify.annotations.NullMarked;
