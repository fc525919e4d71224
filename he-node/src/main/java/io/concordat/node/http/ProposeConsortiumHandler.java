package io.concordat.node.http;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.Proposal;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lineage;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedMember;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /consortium}: this bank's operator proposes, and thereby signs, a consortium. */
public final class ProposeConsortiumHandler implements RouteHandler {
    private final ConsortiumDriver driver;
    private final int leastKeyBits;

    /** Proposes to the driver what has a joint key of at least so many bits. */
    public ProposeConsortiumHandler(ConsortiumDriver driver, int leastKeyBits) {
        this.driver = driver;
        this.leastKeyBits = leastKeyBits;
    }

    /**
     * The proposal.
     *
     * @param name what people call the consortium
     * @param charter the limits
     * @param succeeds id of the active version that this one follows; absent for a founding document
     * @param suspended members that take no part in this version
     * @param members every member's record, base64, as its node's {@code GET /identity} gives it
     */
    record Body(
            String name,
            CharterBody charter,
            @Nullable String succeeds,
            @Nullable List<String> suspended,
            List<String> members) {}

    @Override
    public Route route() {
        return Route.post("/consortium");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Proposal proposal = proposal(request.json(Body.class));
        requireKeyBits(proposal.charter(), leastKeyBits);
        Optional<Rejection> rejection = driver.propose(proposal);
        if (rejection.isPresent()) {
            throw new RefusedException(rejection.get());
        }
        return new ApiResponse.Accepted("/consortium", ConsortiumView.of(driver));
    }

    private Proposal proposal(Body body) throws RefusedException {
        List<SignedMember> members = new ArrayList<>();
        for (int i = 0; i < body.members().size(); i++) {
            members.add(member(i, body.members().get(i)));
        }
        if (members.size() == 2) {
            throw new RefusedException(
                    Charter.defaults(3, body.charter().keyBits()).examine(2).orElseThrow());
        }
        try {
            return new Proposal(body.name(), body.charter().toCharter(members.size()), lineage(body), members);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ProblemType.INVALID_CHARTER, String.valueOf(e.getMessage()));
        }
    }

    /** Refuses a joint key shorter than this node's profile allows. */
    static void requireKeyBits(Charter charter, int leastKeyBits) throws RefusedException {
        if (charter.keyBits() < leastKeyBits) {
            throw new RefusedException(
                    ProblemType.INVALID_CHARTER,
                    "This node signs charters with keys of at least " + leastKeyBits + " bits but found "
                            + charter.keyBits()
                            + "; safety.profile = \"test\" in its configuration is for trials without real data.");
        }
    }

    private Lineage lineage(Body body) throws RefusedException {
        String succeeds = body.succeeds();
        if (succeeds == null) {
            return Lineage.FOUNDING;
        }
        Consortium active = driver.active()
                .filter(now -> now.consortiumId().hex().equals(succeeds))
                .orElseThrow(() -> new RefusedException(
                        ProblemType.CONSORTIUM_MISMATCH, "The active version of this node is not " + succeeds));
        List<String> suspended = body.suspended() == null ? List.of() : body.suspended();
        return new Lineage(
                active.lineage().version() + 1,
                active.consortiumId(),
                suspended.stream().map(MemberId::of).sorted().toList());
    }

    private static SignedMember member(int index, String base64) throws RefusedException {
        try {
            return SignedMember.decode(Base64.getDecoder().decode(base64));
        } catch (DecodeException | IllegalArgumentException e) {
            throw new RefusedException(
                    ProblemType.INVALID_MEMBER, "The record members[" + index + "] cannot be read: " + e.getMessage());
        }
    }
}
