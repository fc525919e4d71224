package io.concordat.node.model;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticModelCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A trained model and where it comes from.
 *
 * @param id the same at every bank: a hash of job and content
 * @param content the model
 * @param jobId the job that trained it
 * @param keyId the joint key its sums were opened under, hexadecimal
 * @param createdAt when this node had it
 */
public record Model(String id, LogisticModel content, String jobId, String keyId, Instant createdAt) {

    /** The model that a job ended with. */
    public static Model trained(LogisticModel content, String jobId, String keyId, Instant createdAt) {
        byte[] hash = FramedHash.sha256(
                "model-id/v1", jobId.getBytes(StandardCharsets.UTF_8), LogisticModelCodec.encode(content));
        return new Model(HexFormat.of().formatHex(hash), content, jobId, keyId, createdAt);
    }
}
