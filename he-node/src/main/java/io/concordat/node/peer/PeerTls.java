package io.concordat.node.peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;

/**
 * This node's certificate and its private key, for both directions.
 *
 * @param certificatePem the self-signed certificate
 * @param keyPem its private key, secret
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the TLS engine, never compared
public record PeerTls(byte[] certificatePem, byte[] keyPem) {

    PemKeyCertOptions options() {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificatePem))
                .addKeyValue(Buffer.buffer(keyPem));
    }

    @Override
    public String toString() {
        return "PeerTls[certificate of " + certificatePem.length + " bytes]";
    }
}
