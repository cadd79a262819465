package io.colony.engine.intake;

/**
 * How many issues come to work: each may cost money as soon as it is let in, and ceilings end it only when that money is
 * spent. Parts of an epic do not count, their money is the epic's.
 *
 * @param perAuthor how many issues an hour that one person filed in one repository; 0 for no limit
 * @param perRepository how many issues an hour in one repository; 0 for no limit
 */
public record IntakeRate(int perAuthor, int perRepository) {
    /** More than an installation of a few workers gets done, less than a script files by mistake. */
    public static final IntakeRate DEFAULT = new IntakeRate(60, 240);

    /** As many as come. */
    public static final IntakeRate UNLIMITED = new IntakeRate(0, 0);
}
