/**
 * The public transcript of a key ceremony as a file: who took part, with which parameters, what everybody broadcast, and
 * the key that came out. Anybody can check it offline ({@code TranscriptFile.verify}).
 *
 * <p>Source: the public messages and the checks of {@code io.concordat.protocol.ceremony}.
 *
 * <p>What it does not protect against: a transcript shows that the members with these identity keys made this key by the
 * rules, not that the keys belong to the banks one believes (compare the consortium's fingerprint by another channel), nor
 * that members dropped their ceremony secrets.
 */
@NullMarked
package io.concordat.protocol.transcript;

import org.jspecify.annotations.NullMarked;
