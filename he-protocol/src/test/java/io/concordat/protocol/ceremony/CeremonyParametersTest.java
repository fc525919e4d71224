package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.threshold.EpochType;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeremonyParametersTest {

    private static final CollusionBounds THREE = new CollusionBounds(3, 3, 1);

    private static CeremonySubject subject(String... ids) {
        return new CeremonySubject(new byte[] {7}, EpochType.MASKED_SUMS, List.of(ids));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2047, 2056, 8192})
    void realKeysHaveOneOfThreeSizes(int bits) {
        assertThatThrownBy(() -> CeremonyParameters.of(subject("a", "b", "c"), bits, THREE))
                .hasMessage("Expected a modulus of 2048, 3072 or 4096 bits but found " + bits);
    }

    @Test
    void toyKeysNeedTheFactoryForTestsAndHaveABottomToo() {
        SearchLimits search = new SearchLimits(16, 4, 1 << 12, 0);
        assertThat(CeremonyParameters.forTesting(subject("a", "b", "c"), 512, THREE, search)
                        .modulusBits())
                .isEqualTo(512);
        assertThatThrownBy(() -> CeremonyParameters.forTesting(subject("a", "b", "c"), 448, THREE, search))
                .hasMessageContaining("512 to 4096 bits");
    }

    @ParameterizedTest
    @CsvSource({"2048, 3, 60", "3072, 3, 117", "4096, 5, 200"})
    void productionLimitsLeaveRoomForSixteenTimesTheExpectation(int bits, int members, int batches) {
        SearchLimits limits = SearchLimits.production(bits, members);
        assertThat(limits.batchSize()).isEqualTo(1024);
        assertThat(limits.maximumBatches()).isBetween(batches - 15, batches + 15);
        assertThat(limits.trialDivisionBound()).isEqualTo(1 << 20);
    }

    @Test
    void everyMessageOfTheLargestBatchFits() {
        int zeroAndShares = 3 * (4096 / 8 + 1);
        assertThat(2048 * zeroAndShares + 1024).isLessThan(KeyCeremony.MAXIMUM_MESSAGE_BYTES);
    }

    @Test
    void digestsDifferInEveryParameter() {
        SearchLimits search = SearchLimits.production(2048, 3);
        SearchLimits other = new SearchLimits(
                search.batchSize(),
                search.maximumBatches(),
                search.trialDivisionBound(),
                search.auditedPerThousand() + 1);
        CeremonySubject proven = new CeremonySubject(new byte[] {7}, EpochType.PROVEN, List.of("a", "b", "c"));
        CeremonySubject context = new CeremonySubject(new byte[] {8}, EpochType.MASKED_SUMS, List.of("a", "b", "c"));
        Set<String> digests = new HashSet<>();
        List<CeremonyParameters> all = List.of(
                CeremonyParameters.of(subject("a", "b", "c"), 2048, THREE),
                CeremonyParameters.of(subject("a", "b", "d"), 2048, THREE),
                CeremonyParameters.of(subject("a", "b", "c"), 3072, THREE),
                CeremonyParameters.of(subject("a", "b", "c"), 2048, new CollusionBounds(3, 2, 0)),
                CeremonyParameters.of(subject("a", "b", "c"), 2048, new CollusionBounds(3, 3, 0)),
                CeremonyParameters.of(subject("a", "b", "c", "d"), 2048, new CollusionBounds(4, 3, 1)),
                CeremonyParameters.of(proven, 2048, THREE),
                CeremonyParameters.of(context, 2048, THREE),
                CeremonyParameters.forTesting(subject("a", "b", "c"), 2048, THREE, other));
        all.forEach(parameters -> digests.add(HexFormat.of().formatHex(parameters.digest())));
        assertThat(digests).hasSameSizeAs(all);
    }

    @Test
    void memberIdsAreDifferentAndInOrder() {
        assertThatThrownBy(() -> subject("b", "a", "c")).hasMessageContaining("'a' after 'b'");
        assertThatThrownBy(() -> subject("a", "a", "c")).hasMessageContaining("'a' after 'a'");
        assertThatThrownBy(() -> CeremonyParameters.of(subject("a", "b"), 2048, THREE))
                .hasMessage("Expected ids of 3 members but found 2");
    }
}
