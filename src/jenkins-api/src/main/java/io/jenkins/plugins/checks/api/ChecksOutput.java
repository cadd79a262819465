package io.jenkins.plugins.checks.api;

import java.util.List;
import java.util.Optional;

public class ChecksOutput {
    public Optional<String> getTitle() {
        throw new UnsupportedOperationException();
    }

    ChecksOutput() {
        throw new UnsupportedOperationException();
    }

    public static class ChecksOutputBuilder {
        public ChecksOutputBuilder() {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput.ChecksOutputBuilder withTitle(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput.ChecksOutputBuilder withSummary(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput.ChecksOutputBuilder withText(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput.ChecksOutputBuilder withAnnotations(List<ChecksAnnotation> list) {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput.ChecksOutputBuilder addAnnotation(ChecksAnnotation checksAnnotation) {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput build() {
            throw new UnsupportedOperationException();
        }
    }
}
