package io.concordat.node.http;

import io.concordat.node.data.DataSet;
import java.util.List;

/** A registered data set as the bank's own people see it. */
record DataSetView(
        String name,
        String path,
        String label,
        String scope,
        List<String> features,
        long rows,
        long frauds,
        String registeredAt) {

    static DataSetView of(DataSet dataSet) {
        return new DataSetView(
                dataSet.name(),
                dataSet.spec().path(),
                dataSet.label(),
                dataSet.spec().scope(),
                dataSet.features(),
                dataSet.rows(),
                dataSet.frauds(),
                dataSet.registeredAt().toString());
    }
}
