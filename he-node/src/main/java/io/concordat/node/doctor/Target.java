package io.concordat.node.doctor;

import io.concordat.protocol.codec.Digest;
import java.net.URI;

/**
 * Another bank whose listener is tried.
 *
 * @param id its member id
 * @param endpoint where it is reached
 * @param pin SHA-256 of its certificate
 */
public record Target(String id, URI endpoint, Digest pin) {}
