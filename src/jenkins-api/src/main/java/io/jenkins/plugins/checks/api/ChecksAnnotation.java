package io.jenkins.plugins.checks.api;

import java.util.Optional;

public class ChecksAnnotation {
    public Optional<String> getPath() {
        throw new UnsupportedOperationException();
    }

    ChecksAnnotation() {
        throw new UnsupportedOperationException();
    }

    public static class ChecksAnnotationBuilder {
        public ChecksAnnotationBuilder() {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withPath(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withLine(int number) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withStartLine(Integer integer) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withEndLine(Integer integer) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withAnnotationLevel(
                ChecksAnnotation.ChecksAnnotationLevel checksAnnotationLevel) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withMessage(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withTitle(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation.ChecksAnnotationBuilder withRawDetails(String text) {
            throw new UnsupportedOperationException();
        }

        public ChecksAnnotation build() {
            throw new UnsupportedOperationException();
        }
    }

    public enum ChecksAnnotationLevel {
        NONE,
        NOTICE,
        WARNING,
        FAILURE;
    }
}
