package io.concordat.crypto.arithmetic;

/**
 * The kernel of eight lanes in one of its variants. Moduli that it does not take (n of less than 64 or more than 4,152 bits)
 * go to plain Java.
 */
final class KernelArithmetic implements Arithmetic {
    private final String variant;
    private final KernelFunctions functions;
    private final KernelPowers powers;

    KernelArithmetic(KernelLibrary library, String variant) {
        this.variant = variant;
        this.functions = new KernelFunctions(library.symbols(), variant);
        this.powers = new KernelPowers(library.symbols(), variant);
    }

    KernelFunctions functions() {
        return functions;
    }

    KernelPowers powers() {
        return powers;
    }

    @Override
    public String name() {
        return variant;
    }

    @Override
    public String description() {
        return switch (variant) {
            case "ifma" -> "C kernel, 8 lanes of AVX-512 IFMA";
            case "avx2" -> "C kernel, 4 lanes of AVX2 with fused multiply-add";
            default -> "C kernel without vector instructions";
        };
    }

    @Override
    public ModularRing ring(Moduli moduli) {
        return KernelRecord.supports(moduli) ? new KernelRing(this, moduli) : new PlainRing(moduli);
    }

    @Override
    public String toString() {
        return "KernelArithmetic(" + variant + ")";
    }
}
