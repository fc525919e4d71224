package io.concordat.model.computation;

/**
 * This bank will not contribute: a row or the data set as a whole breaks a rule. The message is a sentence for the bank's
 * own people; it may name a column, a row number and a value and therefore stays inside the bank.
 */
public final class ContributionRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ContributionRefusedException(String message) {
        super(message);
    }
}
