package io.jenkins.plugins.webpaas.ssh.process;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A service's hosts and their keys, as the SSH agent's process receives them.
 *
 * @param knownHosts the keys from the controller
 */
record TrustedKeys(SshHosts hosts, List<KnownHost> knownHosts) implements Serializable {
    private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter(TrustedKeys.class.getName()
            + ";io.jenkins.plugins.webpaas.service.*;java.util.*;java.lang.*;maxdepth=10;maxbytes=2097152;!*");

    TrustedKeys {
        knownHosts = new ArrayList<>(knownHosts);
    }

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if the bytes are not from {@link #toBytes} */
    @SuppressFBWarnings(
            value = "OBJECT_DESERIALIZATION",
            justification =
                    "The filter accepts only the classes of a service's hosts, and a program of this user sends them")
    static TrustedKeys parse(byte[] bytes) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(FILTER);
            return (TrustedKeys) in.readObject();
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IOException(e);
        }
    }
}
