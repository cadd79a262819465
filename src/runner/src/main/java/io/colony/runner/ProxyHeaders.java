package io.colony.runner;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Believes a proxy of ours what it says of a request: that it came by TLS, and from where. Of a list of addresses only the
 * last is the proxy's own word; what stands before it anybody can write. The name that the browser used has to come as
 * {@code Host}.
 */
final class ProxyHeaders implements HttpConfiguration.Customizer {
    private static final Pattern ADDRESS = Pattern.compile("\\[?([0-9A-Fa-f.:]{2,45}?)]?(?::[0-9]{1,5})?");

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields headers = request.getHeaders();
        boolean secure = last(headers, "X-Forwarded-Proto")
                .filter("https"::equalsIgnoreCase)
                .isPresent();
        Optional<SocketAddress> client = last(headers, "X-Forwarded-For").flatMap(ProxyHeaders::address);
        return new Forwarded(request, secure, client);
    }

    private static Optional<String> last(HttpFields headers, String name) {
        return headers.getValuesList(name).stream()
                .reduce((first, second) -> second)
                .map(value -> value.substring(value.lastIndexOf(',') + 1).strip());
    }

    static Optional<SocketAddress> address(String text) {
        boolean plain = text.chars().filter(c -> c == ':').count() > 1 && !text.startsWith("[");
        Matcher matcher = ADDRESS.matcher(plain ? "[" + text + "]" : text);
        return matcher.matches()
                ? Optional.of(InetSocketAddress.createUnresolved(matcher.group(1), 0))
                : Optional.empty();
    }

    private static final class Forwarded extends Request.Wrapper {
        private final boolean secure;
        private final ConnectionMetaData connection;
        private final HttpURI address;

        Forwarded(Request request, boolean secure, Optional<SocketAddress> client) {
            super(request);
            this.secure = secure;
            this.address =
                    secure ? HttpURI.build(request.getHttpURI()).scheme("https").asImmutable() : request.getHttpURI();
            this.connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return client.orElseGet(super::getRemoteSocketAddress);
                }

                @Override
                public boolean isSecure() {
                    return secure;
                }
            };
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public HttpURI getHttpURI() {
            return address;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }
}
