package io.concordat.protocol.simulation;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundContext;
import io.concordat.protocol.round.RoundKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Opens attempts whenever it likes, with cohorts that leave out one bank, and tells the members different things. */
record ProposingCheat(SplittableRandom random) implements Persona {
    @Override
    public void act(SimulatedNode node) {
        if (random.nextInt(20) != 0 || node.states().isEmpty()) {
            return;
        }
        List<RoundKey> keys = List.copyOf(node.states().keySet());
        RoundContext context =
                node.machine(keys.get(random.nextInt(keys.size()))).context();
        List<MemberId> all = context.task().cohort();
        if (!all.contains(node.id)) {
            return;
        }
        int attempt = all.indexOf(node.id) + all.size() * random.nextInt(3);
        for (MemberId to : node.world.bank().consortium().ids()) {
            if (!to.equals(node.id) && random.nextInt(3) != 0) {
                node.world.carry(node.id, to, open(node, context, attempt), 0);
            }
        }
    }

    private SignedEnvelope open(SimulatedNode node, RoundContext context, int attempt) {
        List<MemberId> cohort = new ArrayList<>(context.task().cohort());
        if (random.nextBoolean() && cohort.size() > 3) {
            MemberId out = cohort.get(random.nextInt(cohort.size()));
            if (!out.equals(node.id)) {
                cohort.remove(out);
            }
        }
        return node.sign(new Open(
                context.taskHash(),
                context.round(),
                attempt,
                context.stateDigest(),
                context.prevOpenedHash(),
                Digest.ZERO,
                context.layoutDigest(),
                cohort,
                context.consortium().charter().deadlines()));
    }
}
