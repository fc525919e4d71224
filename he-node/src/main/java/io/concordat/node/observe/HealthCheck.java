package io.concordat.node.observe;

/**
 * One named thing that must be well for the node to do its work.
 *
 * @param name short, kebab-case
 * @param probe looks; may wait for disk but not for another member
 */
public record HealthCheck(String name, Probe probe) {

    /** Looks how it is. */
    @FunctionalInterface
    public interface Probe {
        /** The finding. */
        Finding look();
    }

    /**
     * What was found.
     *
     * @param well whether it is well
     * @param detail a short text for the operator; no values, no secrets
     */
    public record Finding(boolean well, String detail) {

        /** All is well. */
        public static Finding well(String detail) {
            return new Finding(true, detail);
        }

        /** It is not, for this reason. */
        public static Finding unwell(String detail) {
            return new Finding(false, detail);
        }
    }
}
