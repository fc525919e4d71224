package io.concordat.node.keys;

import io.concordat.protocol.codec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The node's TLS key (EC, P-256) and its self-signed certificate. The other members know it by the certificate's SHA-256 in
 * the member record; the names in it convince nobody.
 *
 * @param certificatePem the certificate
 * @param keyPem the private key, secret
 * @param certificate the same certificate, parsed
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the TLS engine, never compared
public record TlsIdentity(byte[] certificatePem, byte[] keyPem, X509Certificate certificate) {
    private static final Duration LIFETIME = Duration.ofDays(5 * 365);
    private static final int SERIAL_BITS = 127;

    /**
     * Makes a new key and certificate and writes both to new files.
     *
     * @param name the member's id, the certificate's common name
     * @param host the host of the peer endpoint
     */
    public static void create(String name, String host, Path certificateFile, Path keyFile, Instant now)
            throws KeyFileException {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            byte[] der = selfSigned(keys, name, host, now, random);
            SecretFiles.write(
                    keyFile, Pem.encode("PRIVATE KEY", keys.getPrivate().getEncoded()));
            SecretFiles.writePublic(certificateFile, Pem.encode("CERTIFICATE", der));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError("bug: a P-256 certificate cannot be made", e);
        }
    }

    /** Reads both files. */
    public static TlsIdentity read(Path certificateFile, Path keyFile) throws KeyFileException {
        byte[] certificatePem = SecretFiles.readPublic(certificateFile);
        byte[] der = Pem.decode("CERTIFICATE", certificatePem, certificateFile);
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new TlsIdentity(certificatePem, SecretFiles.read(keyFile), certificate);
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("The file " + certificateFile + " does not hold an X.509 certificate", e);
        }
    }

    /** SHA-256 of the certificate in DER. */
    public Digest pin() {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: a parsed certificate cannot be encoded", e);
        }
    }

    /** The private key, parsed. */
    public PrivateKey privateKey() throws GeneralSecurityException {
        try {
            byte[] der = Pem.decode("PRIVATE KEY", keyPem, Path.of("the TLS key"));
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (KeyFileException e) {
            throw new GeneralSecurityException("The TLS key is not in PEM", e);
        }
    }

    /** Whole days until the certificate expires; negative if it has. */
    public long daysLeft(Instant now) {
        return Duration.between(now, certificate.getNotAfter().toInstant()).toDays();
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + pin().brief() + "]";
    }

    private static byte[] selfSigned(KeyPair keys, String name, String host, Instant now, SecureRandom random)
            throws OperatorCreationException, IOException {
        X500Name subject =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(LIFETIME)),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(nameType(host), host)));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
    }

    private static int nameType(String host) {
        boolean address = host.matches("[0-9.]+") || host.contains(":");
        return address ? GeneralName.iPAddress : GeneralName.dNSName;
    }
}
