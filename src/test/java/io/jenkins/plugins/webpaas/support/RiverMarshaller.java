package io.jenkins.plugins.webpaas.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jboss.marshalling.ClassResolver;
import org.jboss.marshalling.Marshaller;
import org.jboss.marshalling.Marshalling;
import org.jboss.marshalling.MarshallingConfiguration;
import org.jboss.marshalling.SimpleClassResolver;
import org.jboss.marshalling.Unmarshaller;
import org.jboss.marshalling.river.RiverMarshallerFactory;

/** Objects in the form that Jenkins saves Pipelines in: the protocol "river" of JBoss Marshalling. */
public final class RiverMarshaller {
    private static final RiverMarshallerFactory FACTORY = new RiverMarshallerFactory();

    private RiverMarshaller() {}

    public static byte[] write(Object object) throws IOException {
        return write(object, new SimpleClassResolver(RiverMarshaller.class.getClassLoader()));
    }

    /** @param resolver says under which names the classes are written */
    public static byte[] write(Object object, ClassResolver resolver) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Marshaller marshaller = FACTORY.createMarshaller(configuration(resolver))) {
            marshaller.start(Marshalling.createByteOutput(bytes));
            marshaller.writeObject(object);
            marshaller.finish();
        }
        return bytes.toByteArray();
    }

    public static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        ClassResolver resolver = new SimpleClassResolver(RiverMarshaller.class.getClassLoader());
        try (Unmarshaller unmarshaller = FACTORY.createUnmarshaller(configuration(resolver))) {
            unmarshaller.start(Marshalling.createByteInput(new ByteArrayInputStream(bytes)));
            return unmarshaller.readObject();
        }
    }

    private static MarshallingConfiguration configuration(ClassResolver resolver) {
        MarshallingConfiguration configuration = new MarshallingConfiguration();
        configuration.setClassResolver(resolver);
        return configuration;
    }
}
