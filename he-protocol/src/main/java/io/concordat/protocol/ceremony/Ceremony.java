package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.keygen.CandidateRules;
import io.concordat.crypto.keygen.CandidateSeeds;
import io.concordat.crypto.keygen.TrialDivision;
import io.concordat.crypto.mask.MaskKeyPair;
import io.concordat.crypto.random.RandomSource;
import java.util.List;
import java.util.function.IntFunction;

/** What all phases of one member's ceremony share. Holds the ceremony's own secrets until {@link #erase}. */
final class Ceremony {

    private final CeremonyParameters parameters;
    private final CeremonySelf self;
    private final CandidateRules rules;
    private final TrialDivision trialDivision;
    private final SearchProgress progress;
    private final Transcript transcript;
    private final SealedChannels channels;
    private final MaskKeyPair maskKeys;
    private CandidateSeeds seeds;

    private Ceremony(CeremonyParameters parameters, CeremonySelf self) {
        this.parameters = parameters;
        this.self = self;
        this.rules = CandidateRules.of(parameters.modulusBits(), parameters.members());
        this.trialDivision =
                TrialDivision.of(parameters.modulusBits(), parameters.search().trialDivisionBound());
        this.progress = new SearchProgress(rules.sieve().expectedCandidates());
        this.transcript = new Transcript(parameters.digest());
        this.channels = SealedChannels.generate(self.index(), self.random());
        this.maskKeys = MaskKeyPair.generate(self.random());
        this.seeds = freshSeeds(observes() ? 1 : parameters.search().maximumCandidates(), self.random());
    }

    /** Draws the member's secrets and makes the tables; takes a second or so for a real modulus. */
    static Ceremony begin(CeremonyParameters parameters, CeremonySelf self) {
        return new Ceremony(parameters, self);
    }

    private static CandidateSeeds freshSeeds(int candidates, RandomSource random) {
        byte[] master = new byte[CandidateSeeds.SEED_BYTES];
        random.nextBytes(master);
        return CandidateSeeds.of(master, candidates);
    }

    CeremonyParameters parameters() {
        return parameters;
    }

    int members() {
        return parameters.members();
    }

    /** This member's index. */
    int self() {
        return self.index();
    }

    /** Whether this is nobody's part but a look at everybody's public messages. */
    boolean observes() {
        return self.index() == Observer.INDEX;
    }

    RandomSource random() {
        return self.random();
    }

    CeremonySigner signer() {
        return self.signer();
    }

    CeremonySelf ownPart() {
        return self;
    }

    CandidateRules rules() {
        return rules;
    }

    TrialDivision trialDivision() {
        return trialDivision;
    }

    SearchProgress progress() {
        return progress;
    }

    Transcript transcript() {
        return transcript;
    }

    SealedChannels channels() {
        return channels;
    }

    MaskKeyPair maskKeys() {
        return maskKeys;
    }

    CandidateSeeds seeds() {
        return seeds;
    }

    <T> List<T> map(int count, IntFunction<T> function) {
        return self.executor().map(count, function);
    }

    <T> List<T> mapGroups(int count, BatchExecutor.GroupFunction<T> function) {
        return self.executor().mapGroups(count, function);
    }

    byte[] freshBytes(int count) {
        byte[] bytes = new byte[count];
        random().nextBytes(bytes);
        return bytes;
    }

    /** Drops every secret of the ceremony but the results. */
    void erase() {
        channels.erase();
        maskKeys.erase();
        seeds = CandidateSeeds.of(new byte[FramedHash.LENGTH], 1);
    }
}
