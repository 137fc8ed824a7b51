package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.security.Permission;
import java.util.List;
import org.springframework.security.core.Authentication;

public abstract class CredentialsProvider {
    public static final Permission USE_ITEM = null;
    public static final Permission CREATE = null;
    public static final Permission UPDATE = null;

    private CredentialsProvider() {}

    public static native List<CredentialsProvider> enabled(Object context);

    public native CredentialsStore getStore(ModelObject object);

    public static native <C extends IdCredentials> C findCredentialById(String id, Class<C> type, Run<?, ?> run);

    public static native <C extends IdCredentials> C findCredentialByIdInItem(
            String id,
            Class<C> type,
            Item item,
            Authentication authentication,
            List<DomainRequirement> domainRequirements);

    @SuppressWarnings("rawtypes")
    public static native <C extends Credentials> C track(Run build, C credentials);
}
