package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServlet;

public class Stapler extends HttpServlet {
    public static StaplerRequest2 getCurrentRequest2() {
        throw new UnsupportedOperationException();
    }

    public static StaplerResponse2 getCurrentResponse2() {
        throw new UnsupportedOperationException();
    }

    Stapler() {
        throw new UnsupportedOperationException();
    }
}
