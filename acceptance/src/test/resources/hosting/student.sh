#!/bin/sh
# A student on a new machine: unpacks the archive, opens the notebooks, runs one, runs the tests.
#
# Usage: student.sh [argument of ./lab test ...]
set -eu
cd
unzip -q /tmp/genlab.zip
cd genlab
./lab --no-browser > lab.log 2>&1 &
lab=$!
until grep -q '^Notebooks: ' lab.log; do
    kill -0 "$lab" 2> /dev/null || { cat lab.log >&2; exit 1; }
    sleep 1
done
opened=$("$(cat .lab/python)" /tmp/opened.py "$(sed -n 's/^Notebooks: //p' lab.log)")
kill "$lab"
wait "$lab" || true
./lab run binder/check.ipynb >&2
./lab test "$@" >&2
echo "$opened"
