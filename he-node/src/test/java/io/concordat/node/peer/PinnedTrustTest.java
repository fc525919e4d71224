package io.concordat.node.peer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.keys.TlsIdentity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate counts because it is pinned and in its time, for no other reason. */
final class PinnedTrustTest {
    @TempDir
    private Path directory = Path.of("");

    private X509Certificate madeAt(String name, Instant made) throws Exception {
        Path certificate = directory.resolve(name + ".pem");
        Path key = directory.resolve(name + "-key.pem");
        TlsIdentity.create(name, "127.0.0.1", certificate, key, made);
        return TlsIdentity.read(certificate, key).certificate();
    }

    private static void check(PinnedTrust trust, X509Certificate shown) throws Exception {
        trust.checkClientTrusted(new X509Certificate[] {shown}, "ECDSA");
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsName() throws Exception {
        X509Certificate expired = madeAt("bank-old", Instant.now().minus(Duration.ofDays(6 * 365)));

        assertThatThrownBy(() -> check(new PinnedTrust(_ -> true), expired))
                .hasMessageContaining("CN=bank-old")
                .hasMessageContaining("expired at " + expired.getNotAfter().toInstant());
    }

    @Test
    void aCertificateOfTheFutureIsRefusedWithItsName() throws Exception {
        X509Certificate future = madeAt("bank-new", Instant.now().plus(Duration.ofDays(30)));

        assertThatThrownBy(() -> check(new PinnedTrust(_ -> true), future))
                .hasMessageContaining("CN=bank-new")
                .hasMessageContaining("valid only from");
    }

    @Test
    void aValidCertificateCountsOnlyIfItIsPinned() throws Exception {
        X509Certificate valid = madeAt("bank-now", Instant.now());

        assertThatCode(() -> check(new PinnedTrust(PinnedTrust.pinOf(valid)::equals), valid))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(new PinnedTrust(_ -> false), valid)).hasMessageContaining("no member");
    }
}
