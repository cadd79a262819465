package io.colony.engine.notice;

import java.util.regex.Pattern;

/** What may stand behind an @: a login or a team, and nothing that a stranger could make a mention of more with. */
public final class Login {
    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})");
    private static final Pattern TEAM =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Login() {}

    /** One person's login. */
    public static boolean isPerson(String text) {
        return PERSON.matcher(text).matches();
    }

    /** A person's login or {@code org/team}. */
    public static boolean isAddressee(String text) {
        return isPerson(text) || TEAM.matcher(text).matches();
    }

    /** Somebody else's words, whose mentions call nobody. */
    public static String defused(String words) {
        return words.replace("@", "@\u200b");
    }
}
