package genlab.hidden.empty;

/** Without a test: see InstructorTest. */
class SquareTest {}
