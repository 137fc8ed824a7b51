package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a service's hosts, as the SSH agent's process receives them. The encoding is not Java's serialization, which takes a new JVM
 * longer than all other work for its first session.
 *
 * @param names under which OpenSSH looks for the keys of the service's hosts
 * @param knownHosts the keys from the controller
 */
record TrustedKeys(KeyNames names, List<KnownHost> knownHosts) {

    SshWriter write(SshWriter out) {
        ControlMessage.writeTexts(names.domains(), out)
                .writeText(names.template())
                .writeUint32(knownHosts.size());
        for (KnownHost host : knownHosts) {
            ControlMessage.writeTexts(host.hosts(), out)
                    .writeText(host.keyType())
                    .writeString(host.key())
                    .writeByte(host.isAuthority() ? 1 : 0);
        }
        return out;
    }

    /** @throws io.jenkins.plugins.webpaas.ssh.MalformedSshDataException if the data are not from {@link #write} */
    static TrustedKeys read(SshReader in) {
        KeyNames names = new KeyNames(ControlMessage.readTexts(in), in.readText());
        List<KnownHost> hosts = new ArrayList<>();
        for (long i = in.readUint32(); i > 0; i--) {
            hosts.add(new KnownHost(ControlMessage.readTexts(in), in.readText(), in.readString(), in.readBoolean()));
        }
        return new TrustedKeys(names, hosts);
    }
}
