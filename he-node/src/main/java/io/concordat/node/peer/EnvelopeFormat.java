package io.concordat.node.peer;

import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of envelopes, named by the version in their media type. A release reads the version it writes and every one in
 * {@link #OLDEST}..{@link #NEWEST}; what it cannot read it refuses by name, so that a member upgraded too early is told so.
 */
final class EnvelopeFormat {
    /** The oldest version this release reads: that of the release before. */
    static final int OLDEST = 1;

    /** The newest version this release reads. */
    static final int NEWEST = 1;

    /** The version this release writes; it follows {@link #NEWEST} one release later, when every member can read it. */
    static final int WRITTEN = 1;

    private static final String NAME = "application/vnd.concordat.envelope";
    private static final Pattern VERSIONED = Pattern.compile(Pattern.quote(NAME) + " ?; ?version=(\\d{1,4})");

    private EnvelopeFormat() {}

    /** The media type of one version. */
    static String mediaType(int version) {
        return NAME + ";version=" + version;
    }

    /** Why a body of this media type is not read, or empty. */
    static Optional<Rejection> refusal(@Nullable String mediaType, @Nullable String contentEncoding) {
        Matcher matcher = VERSIONED.matcher(mediaType == null ? "" : mediaType);
        if (contentEncoding != null || !matcher.matches()) {
            return refuse("Expected a body of type " + mediaType(WRITTEN) + " without content encoding");
        }
        int version = Integer.parseInt(matcher.group(1));
        if (version > NEWEST) {
            return refuse("This node reads envelopes up to version " + NEWEST + " but this one is of version " + version
                    + ": this node has to be upgraded before the members that write version " + version);
        }
        if (version < OLDEST) {
            return refuse("This node reads envelopes from version " + OLDEST + " on but this one is of version "
                    + version + ": the member that wrote it has to be upgraded");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(String sentence) {
        return Optional.of(new Rejection(ProblemType.UNSUPPORTED_MEDIA_TYPE, sentence));
    }
}
