package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.model.Run;
import hudson.security.Permission;
import hudson.util.ListBoxModel;
import java.util.List;
import org.springframework.security.core.Authentication;

public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
        implements ExtensionPoint, Describable<CredentialsProvider> {
    public static final Permission USE_OWN = null;
    public static final Permission USE_ITEM = null;
    public static final Permission VIEW = null;

    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            Class<C> type, ItemGroup itemGroup, Authentication authentication) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            Class<C> type, ItemGroup itemGroup, Authentication authentication, List<DomainRequirement> list) {
        throw new UnsupportedOperationException();
    }

    public static <C extends IdCredentials> ListBoxModel listCredentialsInItemGroup(
            Class<C> type,
            ItemGroup itemGroup,
            Authentication authentication,
            List<DomainRequirement> list,
            CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItem(
            Class<C> type, Item item, Authentication authentication) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItem(
            Class<C> type, Item item, Authentication authentication, List<DomainRequirement> list) {
        throw new UnsupportedOperationException();
    }

    public static <C extends IdCredentials> ListBoxModel listCredentialsInItem(
            Class<C> type,
            Item item,
            Authentication authentication,
            List<DomainRequirement> list,
            CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException();
    }

    public static <C extends IdCredentials> C findCredentialByIdInItemGroup(
            String text,
            Class<C> type,
            ItemGroup<?> itemGroup,
            Authentication authentication,
            List<DomainRequirement> list) {
        throw new UnsupportedOperationException();
    }

    public static <C extends IdCredentials> C findCredentialByIdInItem(
            String text, Class<C> type, Item item, Authentication authentication, List<DomainRequirement> list) {
        throw new UnsupportedOperationException();
    }

    public static <C extends IdCredentials> C findCredentialById(String text, Class<C> type, Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }

    public static <C extends IdCredentials> C findCredentialById(
            String text, Class<C> type, Run<?, ?> run, DomainRequirement... domainRequirement) {
        throw new UnsupportedOperationException();
    }

    public static <C extends IdCredentials> C findCredentialById(
            String text, Class<C> type, Run<?, ?> run, List<DomainRequirement> list) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> C track(Run run, C value) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> trackAll(Run run, C... value) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> trackAll(Run run, List<C> list) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> C track(Node node, C value) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> trackAll(Node node, C... value) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> trackAll(Node node, List<C> list) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> C track(Item item, C value) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> trackAll(Item item, C... value) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> List<C> trackAll(Item item, List<C> list) {
        throw new UnsupportedOperationException();
    }

    CredentialsProvider() {
        throw new UnsupportedOperationException();
    }
}
