package genlab.sweep.spark;

import genlab.sweep.Engine;
import genlab.sweep.SweepException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** The engine of {@code ./lab sweep --master}: one process, Spark's driver, that takes all runs. */
public final class SparkEngine implements Engine.Provider {
    private static final int SECONDS_TO_ANSWER = 10;
    private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d*)(,\\s*\\d+)?])?");
    private static final Pattern HOST = Pattern.compile("([^,:/]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");
    private static final String CLUSTER = "spark://";

    /** For the service loader. */
    public SparkEngine() {
        // nothing to keep
    }

    @Override
    public Engine engine(String master, int workers, Map<String, String> settings)
            throws SweepException {
        // Local Spark gives up a task that failed once, unless it is told otherwise.
        String address = master.isEmpty() ? "local[" + workers + ",2]" : master;
        if (!LOCAL.matcher(address).matches()) {
            reach(address);
        }
        List<String> arguments = new ArrayList<>(List.of(address));
        settings.forEach((name, value) -> arguments.add(name + "=" + value));
        return new Engine(
                "Spark (" + address + ")",
                List.of(JavaModuleOptions.defaultModuleOptionArray()),
                SparkDriver.class.getName(),
                arguments,
                1,
                Integer.MAX_VALUE);
    }

    /** Spark itself would try for a minute, and not tell which address is wrong. */
    private static void reach(String address) throws SweepException {
        if (!address.startsWith(CLUSTER)) {
            throw malformed(address);
        }
        List<String> reasons = new ArrayList<>();
        for (String part : address.substring(CLUSTER.length()).split(",", -1)) {
            Matcher host = HOST.matcher(part);
            if (!host.matches() || Integer.parseInt(host.group(2)) > 65_535) {
                throw malformed(address);
            }
            int port = Integer.parseInt(host.group(2));
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(host.group(1), port), SECONDS_TO_ANSWER * 1_000);
                return;
            } catch (IOException e) {
                reasons.add(part + ": " + e.getMessage());
            }
        }
        throw new SweepException(
                "a Spark master must answer at "
                        + address
                        + ", but none does ("
                        + String.join("; ", reasons)
                        + "); start it (sbin/start-master.sh of Spark prints its address) or correct"
                        + " --master");
    }

    private static SweepException malformed(String address) {
        return new SweepException(
                "--master must be alone, local, local[N] or spark://HOST:PORT, but was '"
                        + address
                        + "'");
    }
}
