package io.concordat.crypto.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.testing.RandomCases;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotPackerTest {
    @RandomCases(100)
    void totalsAreTheSumsOfTheValues(SplittableRandom random) throws SlotOverflowException {
        int members = random.nextInt(1, 17);
        int contributors = random.nextInt(1, members + 1);
        List<SlotBound> bounds = IntStream.range(0, random.nextInt(1, 60))
                .mapToObj(i -> new SlotBound(random.nextInt(1, 60)))
                .toList();
        SlotLayout layout = SlotLayout.of(random.nextInt(512, 1024), members, bounds);
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(bounds.size(), BigInteger.ZERO));
        List<Plaintext> totals = new ArrayList<>(Collections.nCopies(layout.plaintextCount(), Plaintext.of(0)));
        for (int member = 0; member < contributors; member++) {
            List<BigInteger> values = bounds.stream().map(b -> value(b, random)).toList();
            List<Plaintext> packed = SlotPacker.pack(layout, values);
            assertThat(packed).hasSize(layout.plaintextCount());
            for (int i = 0; i < sums.size(); i++) {
                sums.set(i, sums.get(i).add(values.get(i)));
            }
            for (int k = 0; k < totals.size(); k++) {
                totals.set(k, plus(totals.get(k), packed.get(k).signedValue()));
            }
        }
        assertThat(SlotPacker.unpack(layout, totals, contributors)).isEqualTo(sums);
    }

    @Test
    void sixteenMembersAtEveryExtremeDoNotOverflow() throws SlotOverflowException {
        SlotLayout layout = SlotLayout.of(512, 16, Collections.nCopies(9, new SlotBound(40)));
        BigInteger top = BigInteger.ONE.shiftLeft(40).subtract(BigInteger.ONE);
        for (BigInteger extreme : List.of(top, top.negate())) {
            Plaintext packed =
                    SlotPacker.pack(layout, Collections.nCopies(9, extreme)).getFirst();
            Plaintext total = new Plaintext(packed.signedValue().shiftLeft(4));

            assertThat(layout.plaintextCount()).isEqualTo(2);
            assertThat(SlotPacker.unpack(layout, List.of(total, second(layout, extreme)), 16))
                    .containsOnly(extreme.shiftLeft(4));
        }
    }

    private static Plaintext second(SlotLayout layout, BigInteger extreme) throws SlotOverflowException {
        Plaintext packed =
                SlotPacker.pack(layout, Collections.nCopies(9, extreme)).get(1);
        return new Plaintext(packed.signedValue().shiftLeft(4));
    }

    @Test
    void packingRefusesAValueAtItsBoundAndNamesItsSlotOnly() throws SlotOverflowException {
        SlotLayout layout = SlotLayout.of(512, 3, List.of(new SlotBound(10), new SlotBound(20)));
        SlotPacker.pack(layout, List.of(BigInteger.valueOf(-1023), BigInteger.valueOf(1048575)));

        for (long tooLarge : new long[] {1048576, -1048576}) {
            SlotOverflowException thrown = catchThrowableOfType(
                    SlotOverflowException.class,
                    () -> SlotPacker.pack(layout, List.of(BigInteger.ZERO, BigInteger.valueOf(tooLarge))));
            assertThat(thrown.slot()).isOne();
            assertThat(thrown).hasMessage("Value 1 has 21 bits but its slot holds 20");
        }
        assertThatThrownBy(() -> SlotPacker.pack(layout, List.of(BigInteger.ZERO)))
                .hasMessage("Expected 2 values but found 1");
    }

    @Test
    void firstDataSlotCountsTheContributors() throws SlotOverflowException {
        SlotLayout layout = SlotLayout.of(512, 4, List.of(new SlotBound(16)));
        Plaintext packed = SlotPacker.pack(layout, List.of(BigInteger.TEN)).getFirst();

        assertThat(packed.signedValue())
                .isEqualTo(BigInteger.ONE
                        .shiftLeft(layout.slotBits())
                        .add(BigInteger.TEN.shiftLeft(2 * layout.slotBits())));
        assertThatThrownBy(() -> SlotPacker.unpack(layout, List.of(packed), 2))
                .isInstanceOf(SlotOverflowException.class)
                .hasMessage("The participation slot does not count 2 members");
        assertThatThrownBy(() -> SlotPacker.unpack(layout, List.of(packed), 5)).hasMessageContaining("found 5");
        assertThatThrownBy(() -> SlotPacker.unpack(layout, List.of(packed), 0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> SlotPacker.unpack(layout, List.of(packed, packed), 1))
                .hasMessage("Expected 1 plaintexts but found 2");
    }

    @Test
    void unpackingRefusesTouchedSentinelsUnusedSlotsAndWideTotals() throws SlotOverflowException {
        SlotLayout layout = SlotLayout.of(512, 4, List.of(new SlotBound(16), new SlotBound(8)));
        int width = layout.slotBits();
        int slots = layout.slotsPerPlaintext();
        Plaintext honest = SlotPacker.pack(layout, List.of(BigInteger.TEN, BigInteger.ONE.negate()))
                .getFirst();
        assertThat(SlotPacker.unpack(layout, List.of(honest), 1))
                .containsExactly(BigInteger.TEN, BigInteger.valueOf(-1));

        assertRefused(layout, plus(honest, BigInteger.ONE), "A sentinel slot of plaintext 0 is not 0");
        assertRefused(layout, plus(honest, bit(width * (slots - 1))), "A sentinel slot of plaintext 0 is not 0");
        assertRefused(layout, plus(honest, bit(width * 4).negate()), "A slot after the last value is not 0");
        assertRefused(layout, plus(honest, bit(width * slots)), "its slots hold");
        assertRefused(layout, new Plaintext(bit(width * slots - 1)), "its slots hold");
        assertRefused(layout, new Plaintext(bit(width * slots - 1).negate()), "its slots hold");
        assertRefused(layout, plus(honest, bit(width * 3 + 9)), "Total 1 exceeds 1 times its bound of 8 bits");
        assertRefused(layout, plus(honest, bit(width * 3 + 9).negate()), "Total 1 exceeds 1 times its bound of 8 bits");
    }

    @Test
    void totalsAtTheBoundOfAllContributorsAreAccepted() throws SlotOverflowException {
        SlotLayout layout = SlotLayout.of(512, 4, List.of(new SlotBound(8)));
        int width = layout.slotBits();
        Plaintext atBound = new Plaintext(BigInteger.valueOf(3)
                .shiftLeft(width)
                .add(BigInteger.valueOf(768).shiftLeft(2 * width)));

        assertThat(SlotPacker.unpack(layout, List.of(atBound), 3)).containsExactly(BigInteger.valueOf(768));
        assertThatThrownBy(() -> SlotPacker.unpack(layout, List.of(plus(atBound, bit(2 * width))), 3))
                .isInstanceOf(SlotOverflowException.class);
    }

    @Test
    void layoutFollowsItsFormulas() {
        // The example of the specification: 71 bits wide, 40 slots at 3,072 bits.
        SlotLayout layout = SlotLayout.of(3072, 16, List.of(new SlotBound(58), new SlotBound(3)));

        assertThat(layout.slotBits()).isEqualTo(1 + 58 + 4 + 8);
        assertThat(layout.slotsPerPlaintext()).isEqualTo(43);
        assertThat(layout.plaintextCount()).isOne();
        assertThat(SlotLayout.of(3072, 16, Collections.nCopies(40, new SlotBound(58)))
                        .plaintextCount())
                .isOne();
        assertThat(SlotLayout.of(3072, 16, Collections.nCopies(41, new SlotBound(58)))
                        .plaintextCount())
                .isEqualTo(2);
        assertThat(SlotLayout.of(3072, 1, List.of(new SlotBound(58))).slotBits())
                .isEqualTo(67);
        assertThat(SlotLayout.of(3072, 5, List.of(new SlotBound(58))).slotBits())
                .isEqualTo(70);
    }

    @RandomCases(40)
    void totalsInTheNarrowestSlotsAreTheSumsOfTheValues(SplittableRandom random) throws SlotOverflowException {
        int members = random.nextInt(1, 65);
        List<SlotBound> bounds = Collections.nCopies(200, new SlotBound(1));
        SlotLayout layout = SlotLayout.of(512, members, bounds, 8);
        List<BigInteger> values =
                bounds.stream().map(bound -> value(bound, random)).toList();
        List<Plaintext> totals = SlotPacker.pack(layout, values).stream()
                .map(plaintext -> new Plaintext(plaintext.signedValue().multiply(BigInteger.valueOf(members))))
                .toList();
        assertThat(SlotPacker.unpack(layout, totals, members))
                .isEqualTo(values.stream()
                        .map(value -> value.multiply(BigInteger.valueOf(members)))
                        .toList());
    }

    @Test
    void narrowSlotsPackAThousandKeysTightlyAndRefuseWhatCouldOverflow() {
        List<SlotBound> indicators = Collections.nCopies(10_000, new SlotBound(1));
        SlotLayout layout = SlotLayout.of(3072, 5, indicators, 8);
        assertThat(layout.slotsPerPlaintext()).isEqualTo(383);
        assertThat(layout.plaintextCount()).isEqualTo(27);
        assertThat(SlotLayout.of(3072, 5, Collections.nCopies(10_000, new SlotBound(16)), 24)
                        .plaintextCount())
                .isEqualTo(81);
        assertThat(layout.digest())
                .isNotEqualTo(SlotLayout.of(3072, 5, indicators, 9).digest());
        assertThatThrownBy(() -> SlotLayout.of(3072, 65, indicators, 8)).hasMessageContaining("need 9 bits");
        assertThatThrownBy(() -> SlotLayout.of(3072, 5, indicators, 4)).hasMessageContaining("need 5 bits");
    }

    @Test
    void digestChangesWithEverythingThatMovesANumber() {
        List<SlotBound> bounds = List.of(new SlotBound(10), new SlotBound(20));
        SlotLayout layout = SlotLayout.of(512, 4, bounds);

        assertThat(SlotLayout.of(512, 4, List.copyOf(bounds)).digest()).isEqualTo(layout.digest());
        assertThat(SlotLayout.of(512, 4, bounds)).isEqualTo(layout).hasSameHashCodeAs(layout);
        for (SlotLayout other : List.of(
                SlotLayout.of(513, 4, bounds),
                SlotLayout.of(512, 3, bounds),
                SlotLayout.of(512, 4, bounds.reversed()))) {
            assertThat(other.digest()).isNotEqualTo(layout.digest());
            assertThat(other).isNotEqualTo(layout);
        }
    }

    @Test
    void refusesLayoutsThatHoldNothing() {
        assertThatThrownBy(() -> SlotLayout.of(128, 3, List.of(new SlotBound(60))))
                .hasMessageContaining("need three");
        assertThatThrownBy(() -> SlotLayout.of(512, 3, List.of())).hasMessageContaining("found 0 and 3");
        assertThatThrownBy(() -> SlotLayout.of(512, 0, List.of(new SlotBound(1))))
                .hasMessageContaining("found 1 and 0");
        assertThatThrownBy(() -> new SlotBound(0)).hasMessageContaining("found 0");
    }

    private static void assertRefused(SlotLayout layout, Plaintext total, String reason) {
        assertThatThrownBy(() -> SlotPacker.unpack(layout, List.of(total), 1))
                .isInstanceOf(SlotOverflowException.class)
                .hasMessageContaining(reason);
    }

    private static Plaintext plus(Plaintext plaintext, BigInteger value) {
        return new Plaintext(plaintext.signedValue().add(value));
    }

    private static BigInteger bit(int position) {
        return BigInteger.ONE.shiftLeft(position);
    }

    /** Within the bound, often at its ends. */
    private static BigInteger value(SlotBound bound, SplittableRandom random) {
        long top = (1L << bound.magnitudeBits()) - 1;
        long[] ends = {0, 1, -1, top, -top};
        return BigInteger.valueOf(random.nextBoolean() ? ends[random.nextInt(5)] : random.nextLong(-top, top + 1));
    }
}
