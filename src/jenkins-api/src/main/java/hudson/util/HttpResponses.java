package hudson.util;

import java.util.Map;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;

public class HttpResponses extends org.kohsuke.stapler.HttpResponses {
    public static HttpResponse okJSON() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse okJSON(JSONObject jSONObject) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse okJSON(Map<?, ?> map) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse errorJSON(String text) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse errorJSON(String text, Map<?, ?> map) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse errorJSON(String text, JSONObject jSONObject) {
        throw new UnsupportedOperationException();
    }

    HttpResponses() {
        throw new UnsupportedOperationException();
    }
}
