package io.colony.engine.prompt;

/** Characters that show nothing, and so can carry what a person does not see. */
final class InvisibleCharacters {
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private InvisibleCharacters() {}

    static boolean contains(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> !isDrawnFormat(codePoint);
            default -> isBlankLetter(codePoint) || isVariationSelector(codePoint);
        };
    }

    /** A joiner or style mark in its proper place behind an emoji: left out, but nothing to be alarmed about. */
    static boolean belongsToEmoji(int before, int codePoint) {
        boolean style = codePoint == EMOJI_STYLE || codePoint == TEXT_STYLE;
        boolean joiner = codePoint == ZERO_WIDTH_JOINER;
        boolean afterSymbol = switch (Character.getType(before)) {
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL, Character.MATH_SYMBOL -> true;
            default -> false;
        };
        boolean afterKey = before == '#' || before == '*' || isIn(before, '0', '9');
        return (style && (afterSymbol || afterKey)) || (joiner && (afterSymbol || before == EMOJI_STYLE));
    }

    /** Arabic, Syriac and Kaithi number signs are of the format category and yet drawn. */
    private static boolean isDrawnFormat(int codePoint) {
        return isIn(codePoint, 0x0600, 0x0605)
                || isIn(codePoint, 0x0890, 0x0891)
                || switch (codePoint) {
                    case 0x06DD, 0x070F, 0x08E2, 0x110BD, 0x110CD -> true;
                    default -> false;
                };
    }

    /** Fillers and the like: letters, marks or symbols by category, blank to the eye. */
    private static boolean isBlankLetter(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x1D159 -> true;
            default -> false;
        };
    }

    private static boolean isVariationSelector(int codePoint) {
        return isIn(codePoint, 0xFE00, 0xFE0F) || isIn(codePoint, 0xE0100, 0xE01EF) || isIn(codePoint, 0x180B, 0x180F);
    }

    private static boolean isIn(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
