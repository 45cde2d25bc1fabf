#!/bin/sh
# Grades a folder of submissions with GNU parallel; run again, it goes on where it was cut off.
#   grading/cluster/parallel.sh A1 submissions results [options of GNU parallel, such as -j 8 -S node1,node2]
set -eu
assignment=$1 submissions=$2 results=$3
shift 3
mkdir -p "$results"
"${LAB:-./lab}" grade "$assignment" "$submissions" --list "$results/submissions.txt"
parallel --quote --joblog "$results/parallel.log" --resume-failed "$@" \
    "${LAB:-./lab}" grade "$assignment" "$submissions/{}" \
    -o "$results/results/{.}.json" --notebook "$results/notebooks/{}" < "$results/submissions.txt"
# All results are there: this only sums them up.
"${LAB:-./lab}" grade "$assignment" "$submissions" -o "$results"
