package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 + 3",
                "x",
                "new int[] {1, 2}",
                "a[0]",
                "i++",
                "x += 3",
                "\"a;b\"",
                "1\n+ 1"
            })
    void expressionsBecomeVariables(String code) {
        String variable = expressions.asVariable(code);
        assertEquals("Object genlab$value$0 = " + code + ";", variable);
        assertNotEquals(variable, expressions.asVariable(code), "a name of its own");
        assertEquals("Object genlab$value$2 = " + code + ";", expressions.asVariable(code + ";"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(x)", "(x.f())", "f(\n  1)"})
    void callsMayHaveNoValue(String code) {
        String variable = "Object genlab$value$0 = genlab.kernel.Call.value(() -> " + code + ");";
        assertEquals(variable, expressions.asVariable(code + ";"));
        assertEquals(variable.replace("$0", "$1"), expressions.asVariable(code));
    }

    @Test
    void callsWithLambdasAndNoSemicolonMostlyHaveOne() {
        String call = "List.of(1, 2).stream().map(i -> { return i; }).toList()";
        assertEquals("Object genlab$value$0 = " + call + ";", expressions.asVariable(call));
        assertEquals(
                "Object genlab$value$1 = genlab.kernel.Call.value(() -> " + call + ");",
                expressions.asVariable(call + ";"));
    }

    /** Code of which the compiler tells the statement's line. */
    @Test
    void declarationBeginsWhereTheExpressionDoes() {
        assertEquals(
                "// sixth\n\n/* of */ Object genlab$value$0 = a[5];",
                expressions.asVariable("// sixth\n\n/* of */ a[5] // elements"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(x)", "new A()", "a.b().c()"})
    void callsBecomeBlocks(String code) {
        assertEquals("{ " + code + "; }", expressions.asStatement(code + ";"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 + 3;",
                "x;",
                "int x = 3;",
                "for (;;) { }",
                "void f() { }",
                "x = 3;",
                "A<B> x = y;"
            })
    void noOthersBecomeBlocks(String code) {
        assertNull(expressions.asStatement(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 3",
                "a[0] = 3",
                "(x = 3)",
                "b ? 1 : 2.0",
                "((b ? 1 : f(2.0)))",
                "switch (x) { case 1 -> 1; default -> 2.5; }",
                "int x = 3",
                "f(x); g(x);",
                "x = 3;",
                "1; int y = 2",
                "1, y = 2",
                "1; } class Other {",
                "for (;;) { }",
                "if (b) { f(); }",
                "class A { }",
                "record A(int x) { }",
                "void f() { }",
                "import java.util.*",
                "{ f(); }",
                "2 +",
                ""
            })
    void everythingElseStays(String code) {
        assertNull(expressions.asVariable(code));
    }

    @Test
    void anotherDeclarationOfAVariableBecomesAnAssignment() {
        assertEquals("{   x = 5;\n}", expressions.asAssignment("int x = 5;", name -> "int"));
        assertEquals(
                "{  \n x =\n 5; // why\n}",
                expressions.asAssignment("int\n x =\n 5; // why", name -> "int"));
        assertEquals(
                "{              m = f();\n}",
                expressions.asAssignment("Map<String, X> m = f();", name -> "Map<String,X>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long rate = 5;",
                "var rate = 5;",
                "int rate;",
                "int rate = rate + 1;",
                "int rate = 1, other = 2;",
                "rate = 5;",
                "int rate() { return 1; }"
            })
    void otherDeclarationsStay(String code) {
        assertNull(expressions.asAssignment(code, name -> "int"));
        assertNull(expressions.asAssignment("int rate = 5;", name -> null));
    }
}
