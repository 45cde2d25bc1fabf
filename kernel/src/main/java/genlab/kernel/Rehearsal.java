package genlab.kernel;

import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run without Jupyter that loads the classes a notebook needs, for class data sharing. */
final class Rehearsal {

    /** Makes {@link Kernel#main} rehearse. */
    static final String ARGUMENT = "--rehearse";

    private static final List<String> CELLS =
            List.of(
                    "1 + 1",
                    "int number = 3;",
                    "System.out.println(\"number \" + number);",
                    "int twice(int x) {\n    return 2 * x;\n}",
                    "record Point(double x, double y) {}",
                    "var points = List.of(new Point(1, 2), new Point(3, 4));",
                    "points.stream().map(Point::x).toList()",
                    "new double[][] {{1, 2}, {3, 4}}",
                    "display(Map.of(\"a\", 1));",
                    "unknown",
                    "throw new IllegalStateException(\"rehearsal\");",
                    "import org.nd4j.linalg.factory.Nd4j;",
                    "Nd4j.rand(2, 2)",
                    "import genlab.nn.*;",
                    "new Dense(2, 2, new java.util.Random(1)).forward(Nd4j.ones(2, 2)).output()",
                    "import tech.tablesaw.api.*;",
                    "Table.create(DoubleColumn.create(\"x\", 1, 2))");

    private Rehearsal() {}

    static void run() throws Exception {
        Path file = Files.createTempFile("rehearsal", ".json");
        try {
            Connection connection = Connection.toNobody();
            LastRun lastRun = new LastRun(file);
            Kernel kernel = new Kernel(connection, Settings.ofEnvironment(), lastRun);
            kernel.start();
            for (String cell : CELLS) {
                ExecuteRequest request =
                        new ExecuteRequest(cell, false, true, Map.of(), false, false);
                Message<ExecuteRequest> message =
                        new Message<>(new Header<>(MessageType.EXECUTE_REQUEST), request);
                Reply reply = connection.onShell(message);
                kernel.execute(reply, message);
                reply.resolveDeferrals();
            }
            kernel.complete("Math.ma", 7);
            lastRun.endedWell();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
