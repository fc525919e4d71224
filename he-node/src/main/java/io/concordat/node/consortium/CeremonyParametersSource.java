package io.concordat.node.consortium;

import io.concordat.protocol.ceremony.CeremonyParameters;
import io.concordat.protocol.ceremony.CeremonySubject;
import io.concordat.protocol.ceremony.CollusionBounds;
import io.concordat.protocol.consortium.Charter;

/** How a charter becomes the parameters of a ceremony. Nodes use {@link #PRODUCTION}; only tests pass another one. */
@FunctionalInterface
public interface CeremonyParametersSource {

    /** Real keys: the charter's bits, at least 2048, searched with the full limits. */
    CeremonyParametersSource PRODUCTION =
            (subject, charter, bounds) -> CeremonyParameters.of(subject, charter.keyBits(), bounds);

    /** The parameters; throws {@link IllegalArgumentException} with a sentence if the charter cannot have a ceremony. */
    CeremonyParameters of(CeremonySubject subject, Charter charter, CollusionBounds bounds);
}
