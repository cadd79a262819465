package io.colony.runner.cli;

import io.colony.engine.ledger.CostBreakdown.Dimension;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads by what cost is divided. */
final class DimensionConverter implements ITypeConverter<Dimension> {
    @Override
    public Dimension convert(String text) {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> dimension.slug().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(Dimension.values()).map(Dimension::slug).collect(Collectors.joining(", "))
                        + "."));
    }
}
