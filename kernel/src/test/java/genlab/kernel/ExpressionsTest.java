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
                "f(x)",
                "new int[] {1, 2}",
                "a[0]",
                "i++",
                "x += 3",
                "List.of(1, 2).stream().map(i -> { return i; }).toList()",
                "\"a;b\"",
                "1 // one",
                "f(\n  1)"
            })
    void expressionsBecomeVariables(String code) {
        String variable = expressions.asVariable(code);
        assertEquals("Object value$0 = " + code + "\n;", variable);
        assertNotEquals(variable, expressions.asVariable(code), "a name of its own");
    }

    /** Code of which the compiler tells the statement's line. */
    @Test
    void declarationBeginsWhereTheExpressionDoes() {
        assertEquals(
                "// sixth\n\n/* of */ Object value$0 = a[5]\n;",
                expressions.asVariable("// sixth\n\n/* of */ a[5]"));
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
                "f(x);",
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
}
