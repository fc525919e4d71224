package io.concordat.protocol.testing;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Some ways to depart from the rules. */
public final class Behaviours {
    /** Follows the rules. */
    public static final Behaviour HONEST = new Behaviour() {};

    private Behaviours() {}

    /** Signs, but does not send, messages of one kind to those members, or to everybody if none is named. */
    public static Behaviour silentAbout(MessageType type, MemberId... to) {
        Set<MemberId> deprived = Set.of(to);
        return new Behaviour() {
            @Override
            public List<SignedEnvelope> outgoing(InMemoryMember member, SignedEnvelope envelope, MemberId receiver) {
                boolean silent = envelope.envelope().type() == type
                        && envelope.from().equals(member.id())
                        && (deprived.isEmpty() || deprived.contains(receiver));
                return silent ? List.of() : List.of(envelope);
            }
        };
    }

    /** Sends another body in place of its own of one kind, signed. */
    public static <T extends RoundMessage> Behaviour replacing(Class<T> type, UnaryOperator<T> change) {
        return new Behaviour() {
            @Override
            public List<SignedEnvelope> outgoing(InMemoryMember member, SignedEnvelope envelope, MemberId receiver) {
                boolean own = envelope.from().equals(member.id()) && type.isInstance(envelope.body());
                return own ? List.of(member.sign(change.apply(type.cast(envelope.body())))) : List.of(envelope);
            }
        };
    }

    /** Sends its own body of one kind and a second one, both signed. */
    public static <T extends RoundMessage> Behaviour doubling(Class<T> type, UnaryOperator<T> change) {
        return new Behaviour() {
            @Override
            public List<SignedEnvelope> outgoing(InMemoryMember member, SignedEnvelope envelope, MemberId receiver) {
                boolean own = envelope.from().equals(member.id()) && type.isInstance(envelope.body());
                return own
                        ? List.of(envelope, member.sign(change.apply(type.cast(envelope.body()))))
                        : List.of(envelope);
            }
        };
    }

    /** Sends another body of one kind to one member only. */
    public static <T extends RoundMessage> Behaviour splitting(
            Class<T> type, MemberId misled, UnaryOperator<T> change) {
        return new Behaviour() {
            @Override
            public List<SignedEnvelope> outgoing(InMemoryMember member, SignedEnvelope envelope, MemberId receiver) {
                boolean other = envelope.from().equals(member.id())
                        && type.isInstance(envelope.body())
                        && receiver.equals(misled);
                return other ? List.of(member.sign(change.apply(type.cast(envelope.body())))) : List.of(envelope);
            }
        };
    }
}
