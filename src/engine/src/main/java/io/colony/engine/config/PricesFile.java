package io.colony.engine.config;

import io.colony.engine.ledger.PriceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The prices in force: those of the file that {@code prices_file} names, over those that come with the program. */
public final class PricesFile {
    private PricesFile() {}

    /**
     * Reads them.
     *
     * @throws ConfigException (or {@link io.colony.engine.yaml.YamlException}) which names the place and the cure
     */
    public static PriceTable load(ColonySettings settings) {
        return settings.money()
                .pricesFile()
                .map(file -> read(file).over(PriceTable.builtIn()))
                .orElseGet(PriceTable::builtIn);
    }

    private static PriceTable read(Path file) {
        try {
            return PriceTable.parse(Files.readString(file), file.toString());
        } catch (IOException failure) {
            throw new ConfigException(
                    "The prices file " + file + " cannot be read (" + failure
                            + "). Name one that can with 'prices_file', or leave it out for the program's own prices.",
                    failure);
        }
    }
}
