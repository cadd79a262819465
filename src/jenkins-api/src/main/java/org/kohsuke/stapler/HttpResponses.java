package org.kohsuke.stapler;

public class HttpResponses {
    public HttpResponses() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException ok() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException notFound() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException forbidden() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException status(int number) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException error(int number, String text) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException error(Throwable throwable) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException error(int number, Throwable throwable) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse redirectToDot() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse html(String text) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse plainText(String text) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse text(String text) {
        throw new UnsupportedOperationException();
    }

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        public HttpResponseException() {
            throw new UnsupportedOperationException();
        }

        public HttpResponseException(String text) {
            throw new UnsupportedOperationException();
        }

        public HttpResponseException(String text, Throwable throwable) {
            throw new UnsupportedOperationException();
        }

        public HttpResponseException(Throwable throwable) {
            throw new UnsupportedOperationException();
        }
    }
}
