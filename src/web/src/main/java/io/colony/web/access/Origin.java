package io.colony.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Where a request comes from. */
final class Origin {
    /** What proxies add, and programs that talk to us directly do not. */
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private static final int NETWORK = 8;

    private Origin() {}

    /** The address; of IPv6 the network, of which one person has all addresses. */
    static String address(HttpServletRequest request) {
        String text = Optional.ofNullable(request.getRemoteAddr()).orElse("");
        if (text.indexOf(':') < 0) {
            return text;
        }
        try {
            // An address and no name: nothing is looked up.
            byte[] bytes =
                    InetAddress.getByName(text.replaceAll("[\\[\\]]|%.*", "")).getAddress();
            return bytes.length <= NETWORK ? text : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK));
        } catch (UnknownHostException noAddress) {
            return text;
        }
    }

    /** Whether somebody else stands between: then the connection's own address says nothing about who asks. */
    static boolean throughProxy(HttpServletRequest request) {
        return OF_PROXIES.stream().anyMatch(name -> request.getHeader(name) != null);
    }
}
