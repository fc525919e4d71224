package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.DealStage;
import java.util.Locale;

/** One dealing stage of a batch: sieve, reshare or product. */
final class DealPhase implements CeremonyPhase {

    private final Batch batch;
    private final int stageNumber;

    DealPhase(Batch batch, int stageNumber) {
        this.batch = batch;
        this.stageNumber = stageNumber;
    }

    private DealStage stage() {
        return batch.stages().get(stageNumber);
    }

    @Override
    public String title() {
        return stage().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Outgoing outgoing() {
        return Outgoing.payloads(batch.deal(stage()));
    }

    @Override
    public boolean expectsPayload(int from) {
        return stage().values(batch.ceremony().rules(), from) > 0;
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        batch.take(stage(), received.withoutContents());
        return stageNumber + 1 < batch.stages().size()
                ? new DealPhase(batch, stageNumber + 1)
                : new CommitPhase(batch.ceremony(), new ProductOpening(batch));
    }
}
