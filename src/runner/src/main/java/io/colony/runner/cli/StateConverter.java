package io.colony.runner.cli;

import io.colony.engine.ColonyException;
import io.colony.engine.workflow.IssueState;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Refuses what cannot be the name of a state while the command line is read, before a store is started for it. */
final class StateConverter implements ITypeConverter<IssueState> {
    @Override
    public IssueState convert(String text) {
        try {
            return new IssueState(text);
        } catch (ColonyException noState) {
            throw new TypeConversionException(noState.getMessage());
        }
    }
}
