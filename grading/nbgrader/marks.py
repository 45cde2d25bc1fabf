"""Writes the marks of written answers into nbgrader's gradebook, after nbgrader autograde.

Usage: marks.py MARKS [GRADEBOOK]

MARKS is the file nbgrader.json that './lab grade --marks' leaves beside the results. GRADEBOOK is as in
nbgrader's own configuration (CourseDirectory.db_url); without it, gradebook.db in this folder. Run it
with the Python that has nbgrader.
"""

import json
import os
import sys

from nbgrader.api import Gradebook, MissingEntry

if len(sys.argv) < 2:
    sys.exit(__doc__)
with open(sys.argv[1], encoding="utf-8") as file:
    marks = json.load(file)
address = sys.argv[2] if len(sys.argv) > 2 else "sqlite:///gradebook.db"
# It would make an empty one where there is none.
if address.startswith("sqlite:///") and not os.path.exists(address[len("sqlite:///") :]):
    sys.exit(f"there must be a gradebook at {address}, but there is none; start this in the course's folder")

missing = []
with Gradebook(address) as gradebook:
    for mark in marks:
        cell = [mark[name] for name in ("cell", "notebook", "assignment", "student")]
        try:
            grade = gradebook.find_grade(*cell)
            comment = gradebook.find_comment(*cell)
        except MissingEntry:
            missing.append(" of ".join(cell))
            continue
        grade.manual_score = mark["points"]
        grade.needs_manual_grade = False
        comment.manual_comment = mark["remark"]
    gradebook.db.commit()
print(f"{len(marks) - len(missing)} marks are in {address}")
if missing:
    sys.exit("not there yet, let nbgrader autograde them first: " + "; ".join(missing))
