package hudson.security.csrf;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

public abstract class CrumbExclusion implements ExtensionPoint {
    public CrumbExclusion() {
        throw new UnsupportedOperationException();
    }

    public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain filterChain)
            throws IOException, ServletException {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<CrumbExclusion> all() {
        throw new UnsupportedOperationException();
    }
}
