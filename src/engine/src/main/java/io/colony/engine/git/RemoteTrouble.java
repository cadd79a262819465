package io.colony.engine.git;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What git says where the way to another host failed, or that host was out of sorts, so that the same call may go through
 * the next time. The words are those of git 2.39 with libcurl.
 */
public final class RemoteTrouble {
    private static final Pattern ON_THE_WAY =
            Pattern.compile("could not resolve host|failed to connect|couldn't connect"
                    + "|connection (refused|reset|timed out)|operation timed out|early eof|unexpected disconnect"
                    + "|the remote end hung up|rpc failed|returned error: (408|429|5[0-9][0-9])|http (408|429|5[0-9][0-9])"
                    + "|gnutls|ssl_|\\btls\\b");

    private RemoteTrouble() {}

    /** Whether a call that failed may go through the next time. */
    public static boolean passing(CommandOutput output) {
        return ON_THE_WAY
                .matcher((output.stderr() + "\n" + output.stdout()).toLowerCase(Locale.ROOT))
                .find();
    }
}
