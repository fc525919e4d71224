package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.ThresholdParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What all members must agree on before a ceremony. Its digest is in every message of the first phase, so a ceremony
 * with differing parameters stops there.
 *
 * <p>{@link #of} is for real keys and refuses fewer than 2048 bits; {@link #forTesting} makes toy keys.
 */
public final class CeremonyParameters {

    /** The modulus sizes that may carry real data. */
    public static final Set<Integer> MODULUS_BITS = Set.of(2048, 3072, 4096);

    private static final int MAXIMUM_TYPE_BYTES = 40;

    private final CeremonySubject subject;
    private final int modulusBits;
    private final CollusionBounds bounds;
    private final SearchLimits search;

    private CeremonyParameters(CeremonySubject subject, int modulusBits, CollusionBounds bounds, SearchLimits search) {
        if (subject.memberIds().size() != bounds.members()) {
            throw new IllegalArgumentException("Expected ids of " + bounds.members() + " members but found "
                    + subject.memberIds().size());
        }
        this.subject = subject;
        this.modulusBits = modulusBits;
        this.bounds = bounds;
        this.search = search;
    }

    /**
     * Parameters of a real key.
     *
     * @param modulusBits 2048 (about 112-bit security), 3072 (about 128-bit, the production value) or 4096
     */
    public static CeremonyParameters of(CeremonySubject subject, int modulusBits, CollusionBounds bounds) {
        if (!MODULUS_BITS.contains(modulusBits)) {
            throw new IllegalArgumentException(
                    "Expected a modulus of 2048, 3072 or 4096 bits but found " + modulusBits);
        }
        return new CeremonyParameters(
                subject, modulusBits, bounds, SearchLimits.production(modulusBits, bounds.members()));
    }

    /** Parameters of a toy key of at least 512 bits, for tests only: it protects nothing. */
    public static CeremonyParameters forTesting(
            CeremonySubject subject, int modulusBits, CollusionBounds bounds, SearchLimits search) {
        if (modulusBits < 512 || modulusBits > 4096 || modulusBits % 64 != 0) {
            throw new IllegalArgumentException(
                    "Expected a test modulus of 512 to 4096 bits, a multiple of 64, but found " + modulusBits);
        }
        return new CeremonyParameters(subject, modulusBits, bounds, search);
    }

    /** For whom and for what. */
    public CeremonySubject subject() {
        return subject;
    }

    /** Bits of the modulus n. */
    public int modulusBits() {
        return modulusBits;
    }

    /** N, T and c. */
    public CollusionBounds bounds() {
        return bounds;
    }

    /** How the modulus is searched. */
    public SearchLimits search() {
        return search;
    }

    /** N. */
    public int members() {
        return bounds.members();
    }

    /** N and T as the finished key has them. */
    public ThresholdParameters threshold() {
        return new ThresholdParameters(bounds.members(), bounds.threshold());
    }

    /** The id of member {@code index}, 1..members. */
    public String memberId(int index) {
        return subject.memberIds().get(index - 1);
    }

    /** 32 bytes that two ceremonies share only if they agree in every parameter. */
    public byte[] digest() {
        return FramedHash.sha256("ceremony-parameters/v1", encode());
    }

    /**
     * Canonical bytes: sized context, text epoch type, u32 bits, u8 N, u8 T, u8 c, u32 batch, u32 batches, u32 trial
     * division bound, u32 audited per thousand, N texts with the members' ids.
     */
    public byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .sized(subject.context())
                .text(subject.epochType().name())
                .u32(modulusBits)
                .u8(bounds.members())
                .u8(bounds.threshold())
                .u8(bounds.toleratedCollusion())
                .u32(search.batchSize())
                .u32(search.maximumBatches())
                .u32(search.trialDivisionBound())
                .u32(search.auditedPerThousand());
        subject.memberIds().forEach(writer::text);
        return writer.toByteArray();
    }

    /** Reads what {@link #encode} wrote and refuses whatever {@link #of} would not have made. */
    public static CeremonyParameters decode(byte[] bytes) throws DecodeException {
        return read(bytes, false);
    }

    /** The same for parameters of toy keys too, which protect nothing. */
    public static CeremonyParameters decodeForTesting(byte[] bytes) throws DecodeException {
        return read(bytes, true);
    }

    private static CeremonyParameters read(byte[] bytes, boolean testing) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(bytes);
        byte[] context = reader.sized(CeremonySubject.MAXIMUM_CONTEXT_BYTES);
        String type = reader.text(MAXIMUM_TYPE_BYTES);
        int bits = integer(reader);
        int members = reader.u8();
        int threshold = reader.u8();
        int collusion = reader.u8();
        int batchSize = integer(reader);
        int batches = integer(reader);
        int bound = integer(reader);
        int audited = integer(reader);
        try {
            CollusionBounds bounds = new CollusionBounds(members, threshold, collusion);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                ids.add(reader.text(CeremonySubject.MAXIMUM_ID_BYTES));
            }
            reader.end();
            CeremonySubject subject = new CeremonySubject(context, EpochType.valueOf(type), ids);
            SearchLimits limits = new SearchLimits(batchSize, batches, bound, audited);
            CeremonyParameters read = testing ? forTesting(subject, bits, bounds, limits) : of(subject, bits, bounds);
            if (!read.search.equals(limits)) {
                throw new DecodeException("The search is not the one that keys of " + bits + " bits need");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw new DecodeException("Not parameters of a ceremony: " + e.getMessage());
        }
    }

    private static int integer(CanonicalReader reader) throws DecodeException {
        long value = reader.u32();
        if (value > Integer.MAX_VALUE) {
            throw new DecodeException("Expected a number below 2^31 but found " + value);
        }
        return (int) value;
    }
}
