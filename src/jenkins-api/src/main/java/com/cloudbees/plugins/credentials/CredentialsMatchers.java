package com.cloudbees.plugins.credentials;

import java.util.Collection;
import java.util.List;
import java.util.Set;

public class CredentialsMatchers {
    public static CredentialsMatcher always() {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher not(CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher instanceOf(Class type) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher withId(String text) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher allOf(CredentialsMatcher... credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> Collection<C> filter(
            Collection<C> collection, CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> Set<C> filter(Set<C> set, CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> filter(List<C> list, CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> Iterable<C> filter(
            Iterable<C> iterable, CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> C firstOrNull(Iterable<C> iterable, CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    CredentialsMatchers() {
        throw new UnsupportedOperationException();
    }
}
