package org.kohsuke.stapler;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import net.sf.json.JSONObject;

public interface StaplerRequest2 extends HttpServletRequest {
    Stapler getStapler();

    String getRestOfPath();

    String getOriginalRestOfPath();

    String getRequestURIWithQueryString();

    RequestDispatcher getView(Object value, String text) throws IOException;

    RequestDispatcher getView(Class type, String text) throws IOException;

    String getRootPath();

    String getReferer();

    List<Ancestor> getAncestors();

    Ancestor findAncestor(Class type);

    <T> T findAncestorObject(Class<T> type);

    Ancestor findAncestor(Object value);

    boolean hasParameter(String text);

    String getOriginalRequestURI();

    void bindParameters(Object value);

    void bindParameters(Object value, String text);

    <T> T bindParameters(Class<T> type, String text);

    <T> T bindParameters(Class<T> type, String text, int number);

    <T> T bindJSON(Class<T> type, JSONObject jSONObject);

    <T> T bindJSON(Type type, Class<T> type2, Object value);

    void bindJSON(Object value, JSONObject jSONObject);

    JSONObject getSubmittedForm() throws ServletException;
}
