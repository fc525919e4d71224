package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the cryptography did in all jobs, as each bank's own node counted it.
 *
 * @param keyBits bits of the joint modulus
 * @param keyFingerprint the joint key, in short
 * @param arithmetic what computed it
 * @param banks one entry per bank
 */
record Receipt(int keyBits, String keyFingerprint, String arithmetic, List<Sent> banks) {
    Receipt {
        banks = List.copyOf(banks);
    }

    /**
     * One bank's count.
     *
     * @param ciphertexts encrypted payload blocks
     * @param partialDecryptions shares of decryptions
     * @param plaintextPayloads payload blocks that are not encrypted
     * @param bytes of all envelopes, to all recipients
     * @param proofsVerified proofs of other banks that this one verified
     * @param refusedMessages messages this bank refused
     */
    record Sent(
            long ciphertexts,
            long partialDecryptions,
            long plaintextPayloads,
            long bytes,
            long proofsVerified,
            long refusedMessages) {
        static Sent of(JsonNode receipt) {
            return new Sent(
                    receipt.path("ciphertextsSent").asLong(),
                    receipt.path("partialDecryptionsSent").asLong(),
                    receipt.path("plaintextPayloads").asLong(-1),
                    receipt.path("bytesSent").asLong(),
                    receipt.path("proofsVerified").asLong(),
                    receipt.path("refusedMessages").asLong());
        }

        Sent plus(Sent other) {
            return new Sent(
                    ciphertexts + other.ciphertexts,
                    partialDecryptions + other.partialDecryptions,
                    plaintextPayloads + other.plaintextPayloads,
                    bytes + other.bytes,
                    proofsVerified + other.proofsVerified,
                    refusedMessages + other.refusedMessages);
        }
    }

    /** Sums the receipts of jobs; each job is a list of views, one per bank. */
    static Receipt of(List<List<JsonNode>> jobs) {
        List<Sent> banks = new ArrayList<>();
        for (List<JsonNode> views : jobs) {
            for (int bank = 0; bank < views.size(); bank++) {
                Sent sent = Sent.of(views.get(bank).path("receipt"));
                if (bank == banks.size()) {
                    banks.add(sent);
                } else {
                    banks.set(bank, banks.get(bank).plus(sent));
                }
            }
        }
        JsonNode first = jobs.getFirst().getFirst().path("receipt");
        return new Receipt(
                first.path("keyBits").asInt(),
                first.path("keyFingerprint").asText(),
                first.path("arithmetic").asText(),
                banks);
    }

    /** Plaintext payloads of all banks. */
    long plaintextPayloads() {
        return banks.stream().mapToLong(Sent::plaintextPayloads).sum();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("joint key            " + keyBits + " bits, fingerprint " + keyFingerprint);
        lines.add("arithmetic           " + arithmetic);
        lines.add(String.format(
                Locale.ROOT,
                "%-20s %12s %18s %12s %16s",
                "",
                "ciphertexts",
                "decryption shares",
                "bytes",
                "proofs verified"));
        for (int bank = 0; bank < banks.size(); bank++) {
            Sent sent = banks.get(bank);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %12d %18d %12d %16d",
                    "bank " + (bank + 1) + " sent",
                    sent.ciphertexts(),
                    sent.partialDecryptions(),
                    sent.bytes(),
                    sent.proofsVerified()));
        }
        lines.add("plaintext payloads sent: " + plaintextPayloads());
        return lines;
    }

    JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("keyBits", keyBits);
        json.put("keyFingerprint", keyFingerprint);
        json.put("arithmetic", arithmetic);
        var ciphertexts = json.putArray("ciphertextsSent");
        var partials = json.putArray("partialDecryptionsSent");
        var bytes = json.putArray("bytesSent");
        var proofs = json.putArray("proofsVerified");
        for (Sent sent : banks) {
            ciphertexts.add(sent.ciphertexts());
            partials.add(sent.partialDecryptions());
            bytes.add(sent.bytes());
            proofs.add(sent.proofsVerified());
        }
        json.put("plaintextPayloads", plaintextPayloads());
        return json;
    }
}
