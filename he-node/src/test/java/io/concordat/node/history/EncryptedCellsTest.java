package io.concordat.node.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.PaillierPrivateKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.history.EventColumns;
import io.concordat.model.history.HistoryComputation;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.HistoryScheme;
import io.concordat.model.history.HistoryState;
import io.concordat.model.history.KeyDirectory;
import io.concordat.node.training.RoundLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells packed into narrow slots, encrypted and multiplied are the plain cells. */
class EncryptedCellsTest {
    private static final int FIRST = 17_700;
    private static final int KEYS = 50;
    private static final int DAYS = 15;

    private final SeededRandomSource random = SeededRandomSource.labelled("encrypted cells");
    private final PaillierPrivateKey key = PaillierPrivateKey.generate(512, random);
    private final PaillierEncryptor encryptor = PaillierEncryptor.of(key.publicKey());

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void encryptedCellsEqualThePlainOnes(boolean exact) throws Exception {
        SplittableRandom rows = new SplittableRandom(5);
        List<Dataset> banks = List.of(events(rows), events(rows), events(rows), events(rows));
        KeyDirectory directory = KeyDirectory.of(
                1,
                IntStream.range(0, KEYS)
                        .mapToObj(i -> String.format("t%03d", i))
                        .toList());
        HistoryScheme scheme = new HistoryScheme(
                directory,
                exact ? HistoryOptions.exact() : HistoryOptions.defaults(),
                FIRST,
                FIRST + DAYS - 1,
                banks.size(),
                1);
        HistoryComputation computation = new HistoryComputation(scheme, rows);

        HistoryState state = computation.initialState();
        while (!computation.isFinished(state)) {
            state = computation.fold(state, encryptedSum(computation, state, banks), banks.size());
        }

        assertThat(state).isInstanceOf(HistoryState.Complete.class);
        assertThat(state).isEqualTo(PlainRunner.run(computation, banks));
        assertThat(state.opened().stream().mapToLong(cells -> cells.total()).sum())
                .isPositive();
    }

    private List<BigInteger> encryptedSum(HistoryComputation computation, HistoryState state, List<Dataset> banks)
            throws Exception {
        RoundLayout layout = RoundLayout.of(computation.plan(state), 512, banks.size());
        List<List<Ciphertext>> sent = new ArrayList<>();
        for (Dataset bank : banks) {
            List<Plaintext> packed = SlotPacker.pack(layout.slots(), computation.contribute(state, bank));
            assertThat(packed).hasSize(layout.ciphertexts());
            sent.add(packed.stream()
                    .map(plaintext -> encryptor.encrypt(plaintext, encryptor.drawNonce(random)))
                    .toList());
        }
        List<Plaintext> totals = new ArrayList<>();
        for (int k = 0; k < layout.ciphertexts(); k++) {
            int place = k;
            totals.add(key.decrypt(
                    encryptor.product(sent.stream().map(of -> of.get(place)).toList())));
        }
        return SlotPacker.unpack(layout.slots(), totals, banks.size());
    }

    private static Dataset events(SplittableRandom random) {
        Dataset rows = Dataset.empty(EventColumns.ALL);
        for (int i = 0; i < 1_500; i++) {
            int day = FIRST + random.nextInt(DAYS);
            rows.add(
                    new double[] {random.nextInt(KEYS + 1) - 1, day, day + random.nextInt(3)},
                    random.nextInt(8) == 0 ? 1 : 0);
        }
        rows.add(new double[] {0, FIRST + DAYS, FIRST + DAYS}, 0);
        return rows;
    }
}
