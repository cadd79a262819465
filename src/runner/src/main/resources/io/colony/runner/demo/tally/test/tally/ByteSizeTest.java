package tally;

final class ByteSizeTest {
    private ByteSizeTest() {}

    static void choosesTheLargestUnitWithAWholePart() {
        Expect.equal(ByteSize.format(0), "0 B");
        Expect.equal(ByteSize.format(1023), "1023 B");
        Expect.equal(ByteSize.format(1024), "1 KiB");
        Expect.equal(ByteSize.format(1536 * 1024), "1.5 MiB");
    }

    static void refusesNegativeSizes() {
        Expect.refused(() -> ByteSize.format(-1), "cannot be negative");
    }
}
