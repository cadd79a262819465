package io.colony.runner.cli;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Refuses what is no issue key while the command line is read, before a store is started for it. */
final class KeyConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        try {
            return IssueKey.parse(text).toString();
        } catch (ColonyException noKey) {
            throw new TypeConversionException(noKey.getMessage());
        }
    }
}
