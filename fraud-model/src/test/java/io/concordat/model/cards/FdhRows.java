package io.concordat.model.cards;

import io.concordat.model.data.CsvReader;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The files of fdh_banks5_raw and fdh_banks5_small. */
public final class FdhRows {
    /** How many banks there are. */
    public static final int BANKS = 5;

    /** 2018-04-01 in seconds since 1970. */
    public static final long EPOCH = 17_622L * 86_400;

    private FdhRows() {}

    /** The raw rows of a bank in file order, which is time order. */
    public static List<CardTransaction> raw(int bank) {
        List<CardTransaction> rows = new ArrayList<>();
        read(
                "fdh_banks5_raw/bank" + bank + ".csv.gz",
                row -> rows.add(new CardTransaction(
                        Long.parseLong(row.get(0)),
                        EPOCH + Long.parseLong(row.get(1)),
                        Integer.parseInt(row.get(2)),
                        Integer.parseInt(row.get(3)),
                        Double.parseDouble(row.get(4)),
                        row.get(5).equals("1"),
                        Integer.parseInt(row.get(6)))));
        return rows;
    }

    /** The columns of a prepared file by transaction, from column {@code from} on, in file order. */
    public static Map<Long, double[]> prepared(String file, int from) {
        Map<Long, double[]> rows = new LinkedHashMap<>();
        read(
                "fdh_banks5_small/" + file,
                row -> rows.put(
                        Long.parseLong(row.getFirst()),
                        row.stream().skip(from).mapToDouble(Double::parseDouble).toArray()));
        return rows;
    }

    private interface Taker {
        void take(List<String> row);
    }

    private static void read(String name, Taker taker) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(SharedData.file(name)));
                CsvReader csv = new CsvReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
                taker.take(row.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RowSourceException e) {
            throw new AssertionError(e);
        }
    }
}
