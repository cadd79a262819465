package net.sf.json;

public final class JSONObject {
    public JSONObject() {
        throw new UnsupportedOperationException();
    }

    public boolean has(String key) {
        throw new UnsupportedOperationException();
    }

    public String getString(String key) {
        throw new UnsupportedOperationException();
    }

    public String optString(String key) {
        throw new UnsupportedOperationException();
    }

    public JSONObject getJSONObject(String key) {
        throw new UnsupportedOperationException();
    }
}
