/**
 * A Java client of a node's analyst API ({@code /api/v1}), used by the command line and the demonstration: the JDK's HTTP client and
 * Jackson, nothing else. Every refusal arrives as a {@link io.concordat.node.client.NodeProblemException} with the node's own sentence.
 *
 * <p>The client holds a bearer token in memory and shows it to nobody but the node it was made for; it follows no redirects, so the token
 * cannot be led elsewhere. It does not protect against a node that lies.
 */
@NullMarked
package io.concordat.node.client;

import org.jspecify.annotations.NullMarked;
