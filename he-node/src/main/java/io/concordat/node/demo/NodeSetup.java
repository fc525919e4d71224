package io.concordat.node.demo;

import io.concordat.node.keys.SigningKey;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one bank's node is set up with.
 *
 * @param number counted from 1
 * @param directory its own directory
 * @param ports where it listens
 * @param approvers the test identities of its two approvers
 * @param approverFiles their public key files
 * @param lei a made-up legal entity identifier with valid check digits
 */
record NodeSetup(
        int number,
        Path directory,
        Ports ports,
        Map<String, SigningKey> approvers,
        Map<String, Path> approverFiles,
        String lei) {

    /** The listeners. */
    record Ports(int peer, int analyst, int health, int metrics) {}

    String id() {
        return "bank-" + number;
    }
}
