package io.jenkins.plugins.checks.api;

import java.time.LocalDateTime;
import java.util.Optional;

public class ChecksDetails {
    public Optional<String> getName() {
        throw new UnsupportedOperationException();
    }

    ChecksDetails() {
        throw new UnsupportedOperationException();
    }

    public static class ChecksDetailsBuilder {
        public ChecksDetailsBuilder() {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withName(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withStatus(ChecksStatus checksStatus) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withDetailsURL(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withStartedAt(LocalDateTime localDateTime) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withConclusion(ChecksConclusion checksConclusion) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withCompletedAt(LocalDateTime localDateTime) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withOutput(ChecksOutput checksOutput) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails build() {
            throw new UnsupportedOperationException();
        }
    }
}
