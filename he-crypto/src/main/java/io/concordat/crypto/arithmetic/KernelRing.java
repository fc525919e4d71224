package io.concordat.crypto.arithmetic;

import static io.concordat.crypto.arithmetic.Arguments.requireCount;
import static io.concordat.crypto.arithmetic.Arguments.requireExponent;
import static io.concordat.crypto.arithmetic.Arguments.requireExponents;
import static io.concordat.crypto.arithmetic.Arguments.requirePositions;
import static io.concordat.crypto.arithmetic.Arguments.requireShared;
import static io.concordat.crypto.arithmetic.Arguments.requireSize;
import static io.concordat.crypto.arithmetic.Arguments.requireSquared;

import io.concordat.crypto.codec.CanonicalWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A ring of the kernel: checks arguments, lays vectors out in groups of eight lanes, and calls. */
final class KernelRing implements ModularRing {
    private static final int LANES = KernelRecord.LANES;

    private final Moduli moduli;
    private final List<BigInteger> values;
    private final KernelRecord record;
    private final KernelFunctions functions;
    private final KernelPowers powers;

    KernelRing(KernelArithmetic arithmetic, Moduli moduli) {
        this.moduli = moduli;
        this.values = IntStream.range(0, moduli.roots().size())
                .mapToObj(moduli::modulus)
                .toList();
        this.record = KernelRecord.of(moduli);
        this.functions = arithmetic.functions();
        this.powers = arithmetic.powers();
    }

    KernelRecord record() {
        return record;
    }

    KernelPowers powers() {
        return powers;
    }

    @Override
    public Moduli moduli() {
        return moduli;
    }

    @Override
    public Residues enter(List<BigInteger> numbers) {
        requireSize(moduli, numbers.size());
        List<BigInteger> fitting = new ArrayList<>();
        int bits = 8;
        for (int i = 0; i < numbers.size(); i++) {
            BigInteger x = numbers.get(i);
            boolean fits = x.signum() >= 0 && x.bitLength() <= KernelRecord.MAX_CHUNKS * record.chunkBits() - 8;
            fitting.add(fits ? x : x.mod(modulus(i)));
            bits = Math.max(bits, fitting.getLast().bitLength());
        }
        int width = Math.ceilDiv(bits, 8);
        int chunks = 8 * width <= 2 * record.chunkBits() ? 2 : KernelRecord.MAX_CHUNKS;
        long[] words = room(numbers.size());
        functions.enter(record, words, bytes(fitting, width), width, numbers.size(), chunks);
        return new KernelResidues(this, numbers.size(), words);
    }

    @Override
    public List<BigInteger> leave(Residues a) {
        return numbers(words(a), a.size(), new byte[0], 0, false);
    }

    @Override
    public Residues multiply(Residues a, Residues b) {
        long[] left = words(a);
        long[] right = words(b);
        requireCount("factors", a.size(), b.size());
        long[] product = room(a.size());
        functions.multiply(record, product, left, right);
        return new KernelResidues(this, a.size(), product);
    }

    @Override
    public Residues square(Residues a) {
        long[] base = words(a);
        long[] square = room(a.size());
        functions.square(record, square, base);
        return new KernelResidues(this, a.size(), square);
    }

    @Override
    public Residues power(Residues a, BigInteger exponent) {
        int bits = Math.max(1, exponent.bitLength());
        requireExponent(exponent, bits);
        byte[] bytes = Digits.littleEndian(exponent, Math.ceilDiv(bits, 8));
        int window = bits > 900 ? 6 : bits > 160 ? 5 : bits > 40 ? 4 : 2;
        return new KernelResidues(this, a.size(), powers.powerShared(record, words(a), bytes, bits, window));
    }

    @Override
    public Residues powerSecret(Residues a, BigInteger exponent, int bits) {
        return powerEach(a, Collections.nCopies(a.size(), exponent), bits);
    }

    @Override
    public Residues powerEach(Residues a, List<BigInteger> exponents, int bits) {
        long[] base = words(a);
        requireCount("exponents", a.size(), exponents.size());
        requireExponents(exponents, bits);
        int window = bits > 160 ? 5 : bits > 40 ? 4 : 2;
        byte[] bytes = exponentBytes(exponents, bits);
        long[] power = powers.powerLanes(record, base, bytes, bits, window);
        Arrays.fill(bytes, (byte) 0);
        return new KernelResidues(this, a.size(), power);
    }

    /** Scanning the table costs the kernel too little to have two ways. */
    @Override
    public Residues powerEachPublic(Residues a, List<BigInteger> exponents) {
        return powerEach(a, exponents, Arguments.maxBits(exponents));
    }

    @Override
    public Residues productsOfPowers(Residues a, List<List<BigInteger>> columns) {
        requireShared(moduli);
        requireSize(moduli, columns.size());
        for (List<BigInteger> column : columns) {
            requireCount("exponents in a column", a.size(), column.size());
        }
        return new KernelBuckets(this).products(words(a), a.size(), columns);
    }

    @Override
    public FixedBase fixedBase(BigInteger base, int exponentBits, long maxTableBytes, TableLookup lookup) {
        requireShared(moduli);
        int window = TableShape.window(exponentBits, 8L * record.elementWords(), maxTableBytes, lookup);
        return KernelFixedBase.of(this, base, exponentBits, window, lookup);
    }

    @Override
    public Residues select(Residues a, int... positions) {
        requireShared(moduli);
        long[] from = words(a);
        requirePositions(positions, a.size());
        long[] selected = room(positions.length);
        for (int i = 0; i < positions.length; i++) {
            copyElement(from, positions[i], selected, i);
        }
        return new KernelResidues(this, positions.length, selected);
    }

    @Override
    public Residues concatenate(List<Residues> parts) {
        requireShared(moduli);
        long[] all = room(parts.stream().mapToInt(Residues::size).sum());
        int at = 0;
        for (Residues part : parts) {
            long[] from = words(part);
            for (int i = 0; i < part.size(); i++) {
                copyElement(from, i, all, at++);
            }
        }
        return new KernelResidues(this, at, all);
    }

    @Override
    public List<BigInteger> leaveTimesOnePlus(Residues a, List<BigInteger> multiples) {
        requireSquared(moduli);
        requireCount("multiples", a.size(), multiples.size());
        List<BigInteger> reduced = IntStream.range(0, a.size())
                .mapToObj(i -> multiples.get(i).mod(moduli.root(i)))
                .toList();
        int width = Math.ceilDiv(moduli.rootBits(), 8);
        return numbers(words(a), a.size(), bytes(reduced, width), width, false);
    }

    @Override
    public List<BigInteger> leaveQuotients(Residues a) {
        requireSquared(moduli);
        return numbers(words(a), a.size(), new byte[0], 0, true);
    }

    @Override
    public boolean hidesExponents() {
        return true;
    }

    @Override
    public String toString() {
        return "KernelRing(" + moduli + ")";
    }

    /** m_i. */
    BigInteger modulus(int i) {
        return values.get(moduli.shared() ? 0 : i);
    }

    /** Room for this many elements in whole groups. */
    long[] room(int size) {
        requireSize(moduli, size);
        return new long[Math.multiplyExact(Math.ceilDiv(size, LANES), record.groupWords())];
    }

    /** Exponents of all lanes of all groups, lowest byte first; lanes without an element get zero. */
    static byte[] exponentBytes(List<BigInteger> exponents, int bits) {
        int width = Math.ceilDiv(bits, 8);
        byte[] bytes = new byte[Math.ceilDiv(exponents.size(), LANES) * LANES * width];
        for (int i = 0; i < exponents.size(); i++) {
            Digits.writeLittleEndian(exponents.get(i), bytes, i * width, width);
        }
        return bytes;
    }

    /** Copies one element between vectors. */
    void copyElement(long[] from, int i, long[] to, int j) {
        int source = i / LANES * record.groupWords() + i % LANES;
        int target = j / LANES * record.groupWords() + j % LANES;
        for (int k = 0; k < record.groupWords(); k += LANES) {
            to[target + k] = from[source + k];
        }
    }

    private List<BigInteger> numbers(long[] words, int size, byte[] multiples, int multipleWidth, boolean quotients) {
        int bits = moduli.squared() && !quotients ? 2 * moduli.rootBits() : moduli.rootBits();
        int width = Math.ceilDiv(bits, 8);
        byte[] bytes = new byte[Math.multiplyExact(size, width)];
        long refused = functions.leave(record, words, multiples, multipleWidth, bytes, width, quotients);
        if (refused > 0) {
            throw new ArithmeticException(refused + " of " + size + " elements are not 1 modulo n");
        }
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(new BigInteger(1, bytes, i * width, width));
        }
        return List.copyOf(numbers);
    }

    private static byte[] bytes(List<BigInteger> numbers, int width) {
        byte[] bytes = new byte[Math.multiplyExact(numbers.size(), width)];
        for (int i = 0; i < numbers.size(); i++) {
            System.arraycopy(CanonicalWriter.unsignedBytes(numbers.get(i), width), 0, bytes, i * width, width);
        }
        return bytes;
    }

    /** The words of a vector of this ring. */
    private long[] words(Residues a) {
        if (a instanceof KernelResidues residues && residues.ring() == this) {
            return residues.words();
        }
        throw new IllegalArgumentException("The vector of " + a.size() + " elements belongs to another ring");
    }
}
