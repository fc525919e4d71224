package io.concordat.node.upkeep;

import java.util.List;

/** The commands of this package. */
public final class UpkeepCommands {
    private UpkeepCommands() {}

    /** New ones, to be added to a command line. */
    public static List<Object> all() {
        return List.of(new AuditCommand(), new LedgerCommand(), new BackupCommand());
    }
}
