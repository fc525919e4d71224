package io.concordat.node.cli;

/** A command could not do what it was asked; the message is the sentence that is shown. */
final class CommandRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    CommandRefusedException(String sentence) {
        super(sentence);
    }
}
