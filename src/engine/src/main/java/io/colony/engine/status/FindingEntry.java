package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * What a detector of the Sentinel sees at present.
 *
 * @param subject an issue's key, a repository, or what else it is about
 * @param forPeople whether somebody is to know of it; the Sentinel sees to the others by itself
 * @param lastAct what it did about it last
 */
public record FindingEntry(
        long id,
        String detector,
        String subject,
        String reason,
        @JsonProperty("for_people") boolean forPeople,
        @JsonProperty("first_seen") Instant firstSeen,
        @JsonProperty("last_seen") Instant lastSeen,
        @JsonProperty("times_seen") int timesSeen,
        @JsonProperty("last_act") Optional<String> lastAct) {}
