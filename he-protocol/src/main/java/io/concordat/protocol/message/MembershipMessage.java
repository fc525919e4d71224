package io.concordat.protocol.message;

/** What members say about the consortium and about themselves, in no job and under no joint key. */
public sealed interface MembershipMessage extends MessageBody
        permits ConsortiumSignature, EndpointUpdate, EndpointSeen, CohortConsented {}
