package io.concordat.node.cli;

/** What the program's exit code says; as in sysexits.h where that has a word for it. */
public final class ExitCodes {
    /** Done. */
    public static final int OK = 0;

    /** The node, or another bank, refused or failed; the sentence on standard error says why. */
    public static final int REFUSED = 1;

    /** The command was not written as it must be; its usage is shown. */
    public static final int USAGE = 2;

    /** A port is taken, or no node answers (EX_UNAVAILABLE). */
    public static final int UNAVAILABLE = 69;

    /** A fault of the program (EX_SOFTWARE). */
    public static final int SOFTWARE = 70;

    /** The database or another file of the node's state cannot be used (EX_IOERR). */
    public static final int STATE = 74;

    /** The configuration or a key file cannot be used (EX_CONFIG). */
    public static final int CONFIGURATION = 78;

    private ExitCodes() {}
}
