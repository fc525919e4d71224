package io.concordat.node.doctor;

import java.util.Locale;

/** What is looked at, as a closed list; docs/doctor.md has a paragraph on each. */
public enum Check {
    CONFIGURATION,
    KEY_FILES,
    SEAL,
    CERTIFICATE,
    PORTS,
    STORE_SPEED,
    DISK_SPACE,
    MEMORY,
    CLOCK,
    ENTROPY,
    ARITHMETIC,
    NODE,
    PEER_NAME,
    PEER_CONNECTION,
    PEER_CERTIFICATE,
    PEER_ACCEPTANCE,
    PEER_CLOCK,
    PEER_BODY,
    PEER_ROUND_TIME;

    /** Its name for people, such as {@code peer-clock}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
