package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import genlab.kernel.KernelProcess.Result;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cells of the notebooks and nasty ones, changed at random: whatever they are, each is answered,
 * and the next one runs. {@code -Dgenlab.fuzz.cells=3000} asks for more of them, {@code
 * -Dgenlab.fuzz.seed} for others.
 */
@org.junit.jupiter.api.Tag("slow")
@Timeout(36_000)
class FuzzTest extends RunningKernel {

    private static final int CELLS = Integer.getInteger("genlab.fuzz.cells", 300);
    private static final long SEED = Long.getLong("genlab.fuzz.seed", 1);
    private static final long INTERRUPT_MILLIS = 500;
    private static final List<String> TOKENS =
            List.of(
                    "{",
                    "}",
                    "(",
                    ")",
                    "[",
                    "]",
                    ";",
                    ",",
                    ".",
                    "->",
                    "::",
                    "\"",
                    "\"\"\"",
                    "'",
                    "\\",
                    "/*",
                    "*/",
                    "//",
                    "@",
                    "<",
                    ">",
                    "?",
                    "=",
                    "==",
                    "++",
                    "%",
                    "%%",
                    "\n",
                    "\t",
                    "\u0000",
                    "\u00a0",
                    "é",
                    "😀",
                    "\ud800",
                    "\\u0022",
                    " class ",
                    " var ",
                    " record ",
                    " sealed ",
                    " non-sealed ",
                    " interface ",
                    " enum ",
                    " static ",
                    " final ",
                    " abstract ",
                    " void ",
                    " int ",
                    " new ",
                    " return ",
                    " throw ",
                    " switch ",
                    " yield ",
                    " case ",
                    " default ",
                    " import ",
                    " package ",
                    " this ",
                    " super ",
                    " null ",
                    " extends ",
                    " permits ",
                    " 0x",
                    "1e999",
                    "99999999999");

    private final Random random = new Random(SEED);
    private List<String> cells;

    @Override
    String setup() {
        return "int setUp = 1;";
    }

    @Override
    Path library(Path folder) {
        return folder;
    }

    @Test
    void everyCellIsAnsweredAndTheNextOneRuns() throws Exception {
        cells = new ArrayList<>(nasty());
        int nasty = cells.size();
        cells.addAll(ofNotebooks());
        int failed = 0;
        int stopped = 0;
        for (int i = 0; i < CELLS; i++) {
            // each nasty one as it is, then all kinds in equal shares
            boolean isNasty = i < nasty || random.nextBoolean();
            int from = isNasty ? 0 : nasty;
            String cell = cells.get(from + (i < nasty ? i : random.nextInt(bound(isNasty, nasty))));
            String code = i < nasty ? cell : changed(cell);
            String about = "cell " + i + " of seed " + SEED + ":\n" + code;
            Result result = run(code, about);
            failed += result.status().equals("error") ? 1 : 0;
            stopped +=
                    result.status().equals("error") && result.errorName().equals("Interrupted")
                            ? 1
                            : 0;
            Result next = next(about);
            assertEquals("2", next.value(), () -> next + " after " + about);
            if (i % 10 == 0) {
                help(code, about);
            }
        }
        System.out.printf(
                "%s: %d cells, %d with an error, %d of them interrupted%n",
                jdk().getFileName(), CELLS, failed, stopped);
    }

    private int bound(boolean isNasty, int nasty) {
        return isNasty ? nasty : cells.size() - nasty;
    }

    private Result next(String about) {
        try {
            return kernel.run("1 + 1");
        } catch (Exception e) {
            throw new IllegalStateException(about, e);
        }
    }

    /** Runs a cell; it is interrupted if it takes long. */
    private Result run(String code, String about) throws Exception {
        JsonObject content = KernelProcess.execution(code);
        String id = kernel.send(kernel.shell, "execute_request", content);
        Object lock = new Object();
        boolean[] ended = new boolean[1];
        CompletableFuture<Void> watch =
                CompletableFuture.runAsync(
                        () -> {
                            synchronized (lock) {
                                if (!ended[0]) {
                                    interrupt(about);
                                }
                            }
                        },
                        CompletableFuture.delayedExecutor(INTERRUPT_MILLIS, TimeUnit.MILLISECONDS));
        try {
            return kernel.finish(id);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(about, e);
        } finally {
            watch.cancel(false);
            synchronized (lock) {
                ended[0] = true;
            }
        }
    }

    private void interrupt(String about) {
        try {
            kernel.interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(about, e);
        }
    }

    private void help(String code, String about) throws Exception {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", random.nextInt(code.length() + 1));
        content.addProperty("detail_level", 0);
        for (String request : List.of("is_complete", "complete", "inspect")) {
            JsonObject reply = kernel.ask(request + "_request", content.toString());
            assertNotNull(reply.get("status"), about);
        }
    }

    // ---- cells

    private static List<String> nasty() throws Exception {
        try (InputStream in = FuzzTest.class.getResourceAsStream("nasty-cells.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.strip().split("\n---\n"));
        }
    }

    private static List<String> ofNotebooks() throws Exception {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("..", "notebooks"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList()) {
                JsonObject notebook =
                        JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                for (JsonElement cell : notebook.getAsJsonArray("cells")) {
                    JsonObject its = cell.getAsJsonObject();
                    if (its.get("cell_type").getAsString().equals("code")) {
                        found.add(source(its.get("source")));
                    }
                }
            }
        }
        return found;
    }

    private static String source(JsonElement source) {
        return source instanceof JsonArray lines
                ? lines.asList().stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : source.getAsString();
    }

    // ---- changes

    private String changed(String cell) {
        String code = cell;
        for (int i = random.nextInt(4); i >= 0; i--) {
            code = changedOnce(code);
        }
        return code;
    }

    private String changedOnce(String code) {
        int from = random.nextInt(code.length() + 1);
        int to = Math.min(code.length(), from + 1 + random.nextInt(20));
        String before = code.substring(0, from);
        String part = code.substring(from, to);
        String after = code.substring(to);
        return switch (random.nextInt(9)) {
            case 0 -> before + after;
            case 1 -> before + part + part + after;
            case 2 -> before + token() + part + after;
            case 3 -> before + new StringBuilder(part).reverse() + after;
            case 4 -> before + any(cells) + after;
            case 5 -> code.replaceFirst("\\b[a-z]\\w*\\b", any(List.of("x", "int", "f", "new")));
            case 6 -> code.replaceFirst("\\d+", String.valueOf(random.nextInt() >>> 20));
            case 7 -> code + "\n" + any(cells);
            default -> // rarely something huge
                    random.nextInt(10) > 0
                            ? before + token() + after
                            : before + token().repeat(random.nextInt(3_000)) + part + after;
        };
    }

    private String token() {
        return any(TOKENS);
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
