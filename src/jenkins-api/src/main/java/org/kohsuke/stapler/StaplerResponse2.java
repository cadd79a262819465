package org.kohsuke.stapler;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

public interface StaplerResponse2 extends HttpServletResponse {
    void forward(Object value, String text, StaplerRequest2 request) throws ServletException, IOException;

    void forwardToPreviousPage(StaplerRequest2 request) throws ServletException, IOException;

    void sendRedirect2(String text) throws IOException;

    void sendRedirect(int number, String text) throws IOException;

    void serveFile(StaplerRequest2 request, URL uRL) throws ServletException, IOException;

    void serveFile(StaplerRequest2 request, URL uRL, long number) throws ServletException, IOException;

    void serveFile(
            StaplerRequest2 request, InputStream inputStream, long number, long number2, long number3, String text)
            throws ServletException, IOException;

    void serveFile(
            StaplerRequest2 request, InputStream inputStream, long number, long number2, int number3, String text)
            throws ServletException, IOException;

    void serveFile(StaplerRequest2 request, InputStream inputStream, long number, long number2, String text)
            throws ServletException, IOException;

    void serveFile(StaplerRequest2 request, InputStream inputStream, long number, int number2, String text)
            throws ServletException, IOException;
}
