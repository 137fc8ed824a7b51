package io.jenkins.plugins.webpaas.service;

import java.util.Locale;
import java.util.Set;

/** Checks the lines that an administrator adds to a service's {@code ssh_config} (ssh_config(5)). */
final class SshOption {
    private static final String FIELD = "sshOptions";
    private static final int LAST_PORT = 65_535;

    /** The options of OpenSSH up to version 10, with four older names, and the option that macOS adds. */
    private static final Set<String> NAMES = Set.of("""
            addkeystoagent addressfamily batchmode bindaddress bindinterface canonicaldomains
            canonicalizefallbacklocal canonicalizehostname canonicalizemaxdots canonicalizepermittedcnames
            casignaturealgorithms certificatefile channeltimeout checkhostip ciphers clearallforwardings
            compression connectionattempts connecttimeout controlmaster controlpath controlpersist
            dynamicforward enableescapecommandline enablesshkeysign escapechar exitonforwardfailure
            fingerprinthash forkafterauthentication forwardagent forwardx11 forwardx11timeout
            forwardx11trusted gatewayports globalknownhostsfile gssapiauthentication gssapiclientidentity
            gssapidelegatecredentials gssapikeyexchange gssapirenewalforcesrekey gssapiserveridentity
            gssapitrustdns gssapikexalgorithms hashknownhosts hostbasedacceptedalgorithms
            hostbasedauthentication hostkeyalgorithms hostkeyalias hostname identitiesonly identityagent
            identityfile ignoreunknown ipqos kbdinteractiveauthentication kbdinteractivedevices
            kexalgorithms knownhostscommand localcommand localforward loglevel logverbose macs
            nohostauthenticationforlocalhost numberofpasswordprompts obscurekeystroketiming
            passwordauthentication permitlocalcommand permitremoteopen pkcs11provider port
            preferredauthentications proxycommand proxyjump proxyusefdpass pubkeyacceptedalgorithms
            pubkeyauthentication refuseconnection rekeylimit remotecommand remoteforward requesttty
            requiredrsasize revokedhostkeys securitykeyprovider sendenv serveralivecountmax
            serveraliveinterval sessiontype setenv stdinnull streamlocalbindmask streamlocalbindunlink
            stricthostkeychecking syslogfacility tag tcpkeepalive tunnel tunneldevice updatehostkeys user
            userknownhostsfile verifyhostkeydns versionaddendum visualhostkey warnweakcrypto xauthlocation
            challengeresponseauthentication hostbasedkeytypes pubkeyacceptedkeytypes usekeychain
            """.strip().split("\\s+"));

    private SshOption() {}

    /** @throws InvalidFieldException if {@code ssh} would refuse the option and end */
    static void check(String line) {
        String[] option = line.strip().split("[ =]+", 2);
        String name = option[0].toLowerCase(Locale.ROOT);
        if (!NAMES.contains(name)) {
            throw new InvalidFieldException(FIELD, "sshOptions.unknown", option[0]);
        }
        if (name.equals("port") && !isPort(option[1].strip())) {
            throw new InvalidFieldException(FIELD, "sshOptions.port", line);
        }
    }

    private static boolean isPort(String value) {
        return value.matches("\\d{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= LAST_PORT;
    }
}
