package io.concordat.protocol.message;

/** What members say about each other's memory: audit logs, and what a bank whose database was restored has done before. */
public sealed interface WitnessMessage extends MessageBody permits Checkpoint, Witnessed, Recall, Recalled, Shown {}
