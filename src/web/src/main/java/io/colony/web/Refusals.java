package io.colony.web;

import io.colony.web.access.Role;
import io.colony.web.exchange.Problem;

/** What somebody is told who lacks a role. */
final class Refusals {
    private Refusals() {}

    static Problem of(Role role) {
        return switch (role) {
            case READ ->
                new Problem(
                        403,
                        "You may not see these pages",
                        "Your login does not have the role 'read'. Whoever runs this installation can give it to you.");
            case TRANSCRIPT ->
                new Problem(
                        403,
                        "You may not read what agents said and programs printed",
                        "Your login does not have the role 'transcript', since such text may hold more than is meant for"
                                + " every reader. Whoever runs this installation can give it to you.");
            case OPERATE ->
                new Problem(
                        403,
                        "You may not move issues",
                        "Your login does not have the role 'operate'. Whoever runs this installation can give it to you.");
            case APPROVE ->
                new Problem(
                        403,
                        "You may not decide about changes",
                        "Your login does not have the role 'approve'. Whoever runs this installation can give it to you.");
        };
    }
}
