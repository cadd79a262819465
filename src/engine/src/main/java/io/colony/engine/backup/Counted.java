package io.colony.engine.backup;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes the bytes that pass, without holding them. */
final class Counted {
    private final MessageDigest digest = sha256();
    private long bytes;

    long bytes() {
        return bytes;
    }

    /** Of all that has passed; ends the count. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is written to it goes on to the other, which stays open when it is closed. */
    OutputStream to(OutputStream other) {
        return new FilterOutputStream(other) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                other.write(buffer, offset, length);
                digest.update(buffer, offset, length);
                bytes += length;
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    InputStream from(InputStream other) {
        return new FilterInputStream(other) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = other.read(buffer, offset, length);
                if (count > 0) {
                    digest.update(buffer, offset, count);
                    bytes += count;
                }
                return count;
            }
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new BackupException("This Java has no SHA-256, which every Java must have.", impossible);
        }
    }
}
