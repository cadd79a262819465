package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the private key of a GitHub App: PKCS#1 as GitHub gives it, or PKCS#8. */
final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA PRIVATE KEY|PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** Version 0 and the algorithm {@code rsaEncryption} with no parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PrivateKeys() {}

    static PrivateKey rsa(Secret pem) {
        Matcher matcher = PEM.matcher(pem.reveal());
        if (!matcher.find()) {
            throw unusable("it holds no '-----BEGIN RSA PRIVATE KEY-----'");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
            byte[] pkcs8 = matcher.group(1).startsWith("RSA") ? wrapped(bytes) : bytes;
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            // What is behind it may quote the key.
            throw unusable("what it holds is no RSA key");
        }
    }

    private static ForgeException unusable(String why) {
        return ForgeException.permanent("The private key of the GitHub App cannot be used: " + why
                + ". Download a new one from the App's page (a .pem file) and name it in github.app_key_file.");
    }

    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        inner.writeBytes(der(OCTET_STRING, pkcs1));
        return der(SEQUENCE, inner.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
