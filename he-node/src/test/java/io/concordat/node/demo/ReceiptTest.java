package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptTest {
    private static JsonNode view(long ciphertexts, long plaintexts) throws Exception {
        return new ObjectMapper()
                .readTree("{\"receipt\":{\"keyBits\":2048,\"keyFingerprint\":\"ab cd\",\"arithmetic\":\"java\","
                        + "\"ciphertextsSent\":" + ciphertexts + ",\"partialDecryptionsSent\":5,\"plaintextPayloads\":"
                        + plaintexts + ",\"bytesSent\":100,\"proofsVerified\":2,\"refusedMessages\":0}}");
    }

    @Test
    void jobsAreAddedUpPerBank() throws Exception {
        Receipt receipt = Receipt.of(List.of(List.of(view(1, 0), view(2, 0)), List.of(view(10, 0), view(20, 0))));
        assertThat(receipt.banks()).extracting(Receipt.Sent::ciphertexts).containsExactly(11L, 22L);
        assertThat(receipt.banks()).extracting(Receipt.Sent::proofsVerified).containsExactly(4L, 4L);
        assertThat(receipt.plaintextPayloads()).isZero();
        assertThat(receipt.lines()).contains("plaintext payloads sent: 0").anyMatch(line -> line.contains("2048 bits"));
        assertThat(receipt.toJson().path("ciphertextsSent").toString()).isEqualTo("[11,22]");
        assertThat(receipt.toJson().path("plaintextPayloads").asInt(-1)).isZero();
    }

    @Test
    void aPlaintextPayloadIsNotOverlooked() throws Exception {
        assertThat(Receipt.of(List.of(List.of(view(1, 0), view(1, 3)))).plaintextPayloads())
                .isEqualTo(3);
    }
}
