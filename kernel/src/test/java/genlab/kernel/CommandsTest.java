package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.kernel.KernelProcess.Message;
import genlab.kernel.KernelProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's commands within cells, without those that bring libraries. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class CommandsTest extends RunningKernel {

    @Override
    String setup() {
        return "int six = 6;";
    }

    @Override
    Path library(Path folder) {
        return folder;
    }

    @Test
    void helpListsCommands() throws Exception {
        String help = kernel.run("%help").out();
        for (String name :
                List.of("%classpath", "%maven", "%load", "%%file", "%time", "%who", "%help")) {
            assertTrue(help.contains(name + " "), help);
        }
        assertTrue(kernel.run("%nonsense").errorValue().startsWith("%nonsense is unknown"));
        assertTrue(kernel.run("%%nonsense\nx").errorValue().startsWith("%%nonsense is unknown"));
        assertTrue(kernel.run("int x = %nonsense a").errorValue().startsWith("%nonsense is un"));
    }

    @Test
    void commandsStandBetweenCode() throws Exception {
        Result result =
                kernel.run("int before = 20;\n%time Thread.sleep(20)\nbefore + undefinedHere");
        assertTrue(result.out().matches("took \\d+\\.\\d ms\n"), result.out());
        assertTrue(result.errorValue().startsWith("line 3:"), result.errorValue());
        assertEquals("21", kernel.run("%%time\nint inner = 21;\ninner").value());
        assertEquals("7", kernel.run("int seventh = 6\n%time seventh++\nseventh").value());
        assertEquals("took", kernel.run("\t%time six++").out().substring(0, 4));
    }

    /** Each prints {@code took} as often as its first number says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 String s = \"\"\"\n%time b\n\"\"\";",
                "0 /* a\n%time b\n*/",
                "0 int left = 100\n%six;",
                "0 int time = 3; int left = 100\n%time;",
                "0 int time = 3; int left = (100\n%time + 1);",
                "0 String s = \"%time 3\";",
                "1 String s = \"/* no comment\";\n%time six++;",
                "1 String s = \"\\\"/*\"; char quote = '\"';\n%time six++;",
                "1 // it's a comment\n%time six++;",
                "1 String s = \"\"\"\n  say \\\"\"\" and /* \"\"\";\n%time six++;",
                "1 Runnable r = () -> {\n  %time six++;\n};\nr.run();",
                "2 for (int i = 0; i < 2; i++) {\n  if (i >= 0) {\n    %time six++;\n  }\n}",
                "1 six++\n%time six++",
                "1 int f() {\r\n  return 1;\r\n}\r\n%time f();\r\n"
            })
    void knowsACommandFromTheRemainder(String counted) throws Exception {
        Result result = kernel.run(counted.substring(2));
        assertEquals("ok", result.status(), () -> result.errorValue());
        int times = result.out().split("took", -1).length - 1;
        assertEquals(counted.charAt(0) - '0', times, result.out());
    }

    @Test
    void aCommandHasAResult(@TempDir Path folder) throws Exception {
        Result result = kernel.run("List<String> paths = %jars " + folder + ";\npaths.get(0)");
        assertEquals(folder.toString(), result.value(), () -> result.reply().toString());
        assertEquals("8", kernel.run("six = 7; int timed = %time six + 1;\ntimed").value());
        assertNull(kernel.run("%classpath " + folder).value());
    }

    @Test
    void timeCountsRunningOnly() throws Exception {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 5; i++) { // compiling this takes longer than this runs, every time
            String classes = "record A%d(int a) {} record B%<d(int b) {} record C%<d(int c) {}\n";
            Result result = kernel.run("%%time\n" + String.format(classes, i));
            String took = result.out().replaceAll("took ([\\d.]+) ms\n", "$1");
            least = Math.min(least, Double.parseDouble(took));
        }
        assertEquals(0.0, least, "declarations run nothing");
    }

    @Test
    void whoNamesWhatThereIs() throws Exception {
        kernel.run("double[] known = {1};\nint area(int a) { return a; }\nrecord Seen(int x) {}");
        kernel.run("known.length");
        List<String> lines = kernel.run("%who").out().lines().toList();
        assertTrue(lines.containsAll(List.of("double[] known", "area(int)", "Seen")), "" + lines);
        assertTrue(lines.stream().noneMatch(line -> line.contains("$")), "" + lines);
    }

    @Test
    void fileWritesWhatStandsBelow(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a b").resolve("notes.txt");
        Result result = kernel.run("%%file \"" + file + "\"\nfirst π\n  %time second\n");
        assertEquals("wrote " + file + "\n", result.out());
        assertEquals("first π\n  %time second\n", Files.readString(file));
        assertTrue(kernel.run("%%file\nx").errorValue().startsWith("%%file: needs one file name"));
    }

    @Test
    void classpathAddsFoldersAndJars(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("Added.java");
        Files.writeString(
                source,
                "package added;\npublic class Added { public static int answer() { return 42; } }");
        compile(source, folder);
        assertEquals("ok", kernel.run("%classpath " + folder).status());
        assertEquals("42", kernel.run("added.Added.answer()").value());
        assertEquals(
                "true",
                kernel.run("System.getProperty(\"java.class.path\").contains(\"" + folder + "\")")
                        .value());
        String problem = kernel.run("%classpath no/such.jar").errorValue();
        assertTrue(problem.contains("no/such.jar must exist"), problem);
    }

    @Test
    void loadRunsFilesAndNotebooks(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("helpers.java");
        Files.writeString(
                file,
                "/* A file\n   of a project. */\npackage a.b;\n\nint loaded() {\n    return 5;\n}");
        assertEquals("ok", kernel.run("%load " + file).status());
        assertEquals("5", kernel.run("loaded()").value());
        Path notebook = file.resolveSibling("part.ipynb");
        Files.writeString(
                notebook,
                "{'cells': [{'cell_type': 'markdown', 'source': 'text'}, {'cell_type': 'code',"
                        + " 'source': ['int part =\\n', ' 9;']}]}");
        assertEquals("ok", kernel.run("%load " + notebook).status());
        assertEquals("9", kernel.run("part").value());
        assertTrue(kernel.run("%load nowhere").errorValue().contains("must be a file"));
    }

    @Test
    void aFileThatLoadsItselfIsNamed(@TempDir Path folder) throws Exception {
        Path first = folder.resolve("first.java");
        Path second = folder.resolve("second.java");
        Files.writeString(first, "%load " + second);
        Files.writeString(second, "%load " + folder.resolve(".").resolve("first.java"));
        String problem = kernel.run("%load " + first).errorValue();
        assertTrue(problem.contains("first.java loads itself, by " + second), problem);
        Files.writeString(second, "int endless = 3;");
        assertEquals("ok", kernel.run("%load " + first + "\n%load " + second).status());
    }

    @Test
    void cellsNeedNoPackage() throws Exception {
        assertEquals("4", kernel.run("// mine\npackage foo.bar; int four = 4;\nfour").value());
        Result failed = kernel.run("package foo;\n\nint x = missing;");
        assertTrue(failed.errorValue().startsWith("line 3:"), failed.errorValue());
        assertEquals("error", kernel.run("int y = 1;\npackage foo;").status());
    }

    // ---- help while writing

    @Test
    void completesCommandsAndTheCodeAroundThem() throws Exception {
        assertEquals(List.of("%time"), matches("%ti"));
        assertEquals(List.of("%%file"), matches("%%fi"));
        assertTrue(matches("List<String> a = %ja").contains("%jars"));
        assertTrue(matches("six;\n  %ma").contains("%maven"));
        assertTrue(matches("%maven a:b:1\nMath.ma").contains("max("));
        assertTrue(matches("String π = \"😀\";\n%time six\nMath.ma").contains("max("));
        assertTrue(matches("%%time\nMath.ma").contains("max("));
    }

    private List<String> matches(String code) throws Exception {
        com.google.gson.JsonObject request = new com.google.gson.JsonObject();
        request.addProperty("code", code);
        request.addProperty("cursor_pos", code.codePointCount(0, code.length()));
        return kernel
                .ask("complete_request", request.toString())
                .getAsJsonArray("matches")
                .asList()
                .stream()
                .map(match -> match.getAsString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "complete %maven a:b:1",
                "complete int x = 1;\n%time x",
                "complete %%file x\nint y(",
                "complete List<String> a = %jars x",
                "incomplete %%time\nfor (;;) {",
                "incomplete %time six\nint f(int x) {"
            })
    void knowsWhetherACellWithCommandsIsComplete(String expected) throws Exception {
        String[] parts = expected.split(" ", 2);
        com.google.gson.JsonObject request = new com.google.gson.JsonObject();
        request.addProperty("code", parts[1]);
        String status =
                kernel.ask("is_complete_request", request.toString()).get("status").getAsString();
        assertEquals(parts[0], status);
    }

    // ---- what cells see without an import

    @Test
    void importsAreThoseOfJshell() throws Exception {
        Result result =
                kernel.run(
                        "UnaryOperator<String> u = s -> s + Path.of(\"a\");\n"
                                + "Stream.of(\"x\").map(u).collect(Collectors.joining())");
        assertEquals("xa", result.value(), () -> result.reply().toString());
    }

    @Test
    void assertionsAreOn() throws Exception {
        assertEquals("AssertionError", kernel.run("assert six < 0 : \"no\";").errorName());
        kernel.run("class Careful { int root(int x) { assert x >= 0; return x; } }");
        assertEquals("AssertionError", kernel.run("new Careful().root(-1)").errorName());
    }

    @Test
    void optionsTellWhatIsInForce() throws Exception {
        String options = kernel.run("%options").out();
        assertTrue(options.contains("compiler    -parameters"), options);
        assertTrue(options.contains("IJAVA_COMPILER_OPTS"), options);
    }

    @Test
    void withoutOptionsThereIsOneJvm() throws Exception {
        String pid = kernel.run("ProcessHandle.current().pid()").value();
        assertEquals(kernel.process.pid(), Long.parseLong(pid));
        assertEquals("CompileError", kernel.run("jdk.incubator.vector.Vector v;").errorName());
    }

    @Test
    void ijavasMethodsRunCommands() throws Exception {
        assertEquals("ok", kernel.run("lineMagic(\"time\", List.of(\"six\"));").status());
        Result result = kernel.run("cellMagic(\"time\", List.of(), \"int magic = 5;\");\nmagic");
        assertEquals("5", result.value(), () -> result.reply().toString());
        List<Message> none = kernel.run("%time six = 1").of("execute_result");
        assertEquals(0, none.size());
    }
}
