#!/bin/sh
# A students' archive on a fresh machine, a Debian of debootstrap's with a JDK and nothing else: with a
# network and as root, or without a network and as a user. Prints a line of JSON.
#
# Usage: fresh.sh ARCHIVE FOLDER_OF_THIS_TEST WORK Online|Offline [argument of ./lab test ...]
set -eu
archive=$1 tests=$2 work=$3 kind=$4
shift 4
. "$tests/base.sh"

if ! buildah inspect --type image localhost/genlab-jdk > /dev/null 2>&1; then
    say "installing a JDK"
    jdk=$(buildah from localhost/genlab-base)
    buildah run "$jdk" -- sh -ec 'apt-get update -q
        apt-get install -y -q --no-install-recommends openjdk-17-jdk-headless unzip
        useradd --create-home --uid 1000 student' >&2
    buildah commit -q "$jdk" localhost/genlab-jdk
    buildah rm "$jdk" > /dev/null
fi

say "a machine for a student"
machine=$(buildah from localhost/genlab-jdk)
buildah add -q "$machine" "$archive" /tmp/genlab.zip > /dev/null
buildah add -q "$machine" "$tests/student.sh" "$tests/opened.py" /tmp/ > /dev/null
buildah config --env LANG=C.UTF-8 "$machine"
printf '%s ' "$kind"
if [ "$kind" = Online ]; then
    buildah run "$machine" -- sh /tmp/student.sh "$@"
else
    buildah config --user 1000 --env HOME=/home/student "$machine"
    cut_off buildah run "$machine" -- sh /tmp/student.sh "$@"
fi
buildah rm "$machine" > /dev/null
