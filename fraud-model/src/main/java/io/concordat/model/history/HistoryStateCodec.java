package io.concordat.model.history;

import io.concordat.model.computation.StateCodec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.history.HistoryState.Complete;
import io.concordat.model.history.HistoryState.Opening;
import io.concordat.model.history.HistoryState.Unusable;
import java.util.ArrayList;
import java.util.List;

/** The canonical bytes of a {@link HistoryState}: the scheme, the kind of state, then the opened cells in order. */
final class HistoryStateCodec {
    private static final int OPENING = 1;
    private static final int COMPLETE = 2;
    private static final int UNUSABLE = 3;
    private static final int MOST_BYTES_OF_A_CELL = 10;

    private final HistoryScheme scheme;
    private final List<CellPeriod> periods;

    HistoryStateCodec(HistoryScheme scheme) {
        this.scheme = scheme;
        this.periods = scheme.periods();
    }

    byte[] encode(HistoryState state) {
        StateWriter out = new StateWriter().text(HistoryComputation.NAME).sized(scheme());
        switch (state) {
            case Opening opening -> out.u8(OPENING).i32(opening.round());
            case Complete _ -> out.u8(COMPLETE);
            case Unusable unusable -> out.u8(UNUSABLE).text(unusable.reason());
        }
        out.i32(state.opened().size());
        state.opened().forEach(cells -> out.sized(cells.encode()));
        return out.toByteArray();
    }

    private byte[] scheme() {
        HistoryOptions options = scheme.options();
        return new StateWriter()
                .text(scheme.directory().digest())
                .u8(options.fraud().code())
                .u8(options.transactions().code())
                .i32(options.clip())
                .f64(options.epsilon().orElse(0.0))
                .i64(scheme.fromDay())
                .i64(scheme.toDay())
                .i32(scheme.cohort())
                .i32(scheme.toleratedCollusion())
                .toByteArray();
    }

    HistoryState decode(byte[] bytes) throws StateDecodeException {
        return StateCodec.decode(bytes, this::read, this::encode);
    }

    private HistoryState read(StateReader in) throws StateDecodeException {
        in.expect(HistoryComputation.NAME);
        byte[] expected = scheme();
        if (!java.util.Arrays.equals(in.sized(expected.length), expected)) {
            throw new StateDecodeException("The state belongs to another directory, range or options");
        }
        int kind = in.u8();
        return switch (kind) {
            case OPENING -> opening(in.i32(), cells(in));
            case COMPLETE -> complete(cells(in));
            case UNUSABLE -> new Unusable(in.text(), cells(in));
            default -> throw new StateDecodeException("Expected a state of kind 1 to 3 but found " + kind);
        };
    }

    private HistoryState opening(int round, List<OpenedCells> cells) throws StateDecodeException {
        List<List<CellPeriod>> rounds = scheme.rounds();
        int expected = 0;
        for (int i = 0; i < round && i < rounds.size(); i++) {
            expected += rounds.get(i).size();
        }
        if (round < 0 || round >= rounds.size() || cells.size() != expected) {
            throw new StateDecodeException("Expected " + expected + " opened periods before round " + round + " of "
                    + rounds.size() + " but found " + cells.size());
        }
        return new Opening(round, cells);
    }

    private HistoryState complete(List<OpenedCells> cells) throws StateDecodeException {
        if (cells.size() != periods.size()) {
            throw new StateDecodeException("Expected " + periods.size() + " opened periods but found " + cells.size());
        }
        return new Complete(cells);
    }

    private List<OpenedCells> cells(StateReader in) throws StateDecodeException {
        int count = in.i32();
        if (count < 0 || count > periods.size()) {
            throw new StateDecodeException("Expected 0 to " + periods.size() + " opened periods but found " + count);
        }
        int keys = scheme.directory().size();
        List<OpenedCells> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(OpenedCells.decode(periods.get(i), keys, in.sized(keys * MOST_BYTES_OF_A_CELL)));
        }
        return List.copyOf(cells);
    }
}
