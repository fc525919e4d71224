package io.concordat.node.demo.quality;

import io.concordat.model.data.Dataset;
import java.util.List;

/**
 * The models of one data set that are to be trained and compared.
 *
 * @param dataSet its name
 * @param models what to train
 * @param notes what a reader should know, for instance columns that were left out
 */
record Study(String dataSet, List<Model> models, List<String> notes) {
    Study {
        models = List.copyOf(models);
        notes = List.copyOf(notes);
    }

    /**
     * One joint model, and with the same rows each bank's model alone.
     *
     * @param name without the {@code joint_} or {@code alone_} before it; empty for a data set with one model only
     * @param banks every bank's rows
     * @param alone whether each bank's own model is wanted too; the banks' test rows are then their own
     * @param withTrain whether metrics of the training rows are wanted too
     */
    record Model(String name, List<BankRows> banks, boolean alone, boolean withTrain) {
        Model {
            banks = List.copyOf(banks);
        }

        String jointName() {
            return name.isEmpty() ? "joint" : "joint_" + name;
        }

        String aloneName() {
            return name.isEmpty() ? "alone" : "alone_" + name;
        }

        List<String> features() {
            return banks.getFirst().train().features();
        }

        List<Dataset> train() {
            return banks.stream().map(BankRows::train).toList();
        }

        List<Dataset> test() {
            return banks.stream().map(BankRows::test).toList();
        }
    }

    /**
     * One bank's rows.
     *
     * @param train rows to learn from
     * @param test rows to judge by
     * @param crossInstitution for each test row 1 if it is a fraud that hit several banks, else 0; empty where nobody knows
     */
    record BankRows(Dataset train, Dataset test, List<Integer> crossInstitution) {
        BankRows {
            crossInstitution = List.copyOf(crossInstitution);
        }
    }
}
