package io.colony.engine.gate;

/** Whether a text looks as if a credential stood in it, by the rules that a change is scanned with. */
public final class SecretText {
    private SecretText() {}

    /** {@code true} where some line of it would be refused in a change. */
    public static boolean suspected(String text) {
        return text.lines().anyMatch(line -> !SecretScan.find(line).isEmpty());
    }
}
