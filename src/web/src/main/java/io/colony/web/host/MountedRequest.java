package io.colony.web.host;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;

/** A request as a servlet sees it that is mounted at an address of a host that is one servlet itself. */
public final class MountedRequest extends HttpServletRequestWrapper {
    private static final HttpServletMapping MAPPING = new Mapping();

    private final String mount;
    private final String rest;

    /**
     * @param mount such as {@code /colony}
     * @param rest of the path, decoded, from there on
     */
    public MountedRequest(HttpServletRequest request, String mount, String rest) {
        super(request);
        this.mount = mount;
        this.rest = rest.startsWith("/") ? rest : "/" + rest;
    }

    @Override
    public String getServletPath() {
        return mount;
    }

    @Override
    public String getPathInfo() {
        return rest;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
        return MAPPING;
    }

    /** The host finishes with a request when the servlet returns: nothing may be sent later. Pages then ask by themselves. */
    @Override
    public boolean isAsyncSupported() {
        return false;
    }

    /** As {@code /colony/*} would be. */
    private static final class Mapping implements HttpServletMapping {
        @Override
        public String getMatchValue() {
            return "";
        }

        @Override
        public String getPattern() {
            return "/*";
        }

        @Override
        public String getServletName() {
            return "colony";
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.PATH;
        }
    }
}
