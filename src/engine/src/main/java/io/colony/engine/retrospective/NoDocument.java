package io.colony.engine.retrospective;

import java.util.List;

/** A program that ended well and handed in nothing that can be read. */
final class NoDocument implements LessonRule {
    @Override
    public String name() {
        return "no-document";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Learning.fromAttempts(
                this,
                facts,
                attempt -> attempt.ended("unparseable") || attempt.failed("content"),
                "What was handed in was no valid document: end with exactly one JSON document that matches the schema.");
    }
}
