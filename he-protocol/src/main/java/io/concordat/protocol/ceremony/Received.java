package io.concordat.protocol.ceremony;

import java.util.List;

/**
 * What all members sent in one phase, checked for echo, hashes and seals. Lists are in index order and contain what this
 * member sent to itself.
 *
 * @param step number of the phase
 * @param contents the contents of the broadcasts
 * @param payloads the opened payloads for this member; empty arrays from members that send none
 * @param payloadDigests for each member the hashes of the sealed payloads it said it sent; empty from those that send none
 */
record Received(int step, List<byte[]> contents, List<byte[]> payloads, List<List<byte[]>> payloadDigests) {

    Received {
        contents = List.copyOf(contents);
        payloads = List.copyOf(payloads);
        payloadDigests = List.copyOf(payloadDigests);
    }

    /** Refuses broadcasts that carry more than echo and hashes. */
    Received withoutContents() throws CeremonyStoppedException {
        for (int i = 0; i < contents.size(); i++) {
            if (contents.get(i).length != 0) {
                throw CeremonyStoppedException.by(
                        i + 1, "sent " + contents.get(i).length + " bytes in a broadcast that carries none");
            }
        }
        return this;
    }
}
