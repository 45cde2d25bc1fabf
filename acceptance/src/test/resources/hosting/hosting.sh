#!/bin/sh
# Tries the Dockerfile and binder/ without an engine: buildah builds on a Debian of debootstrap's, and
# what was built runs without a network. Prints a line of JSON for each.
#
# Usage: hosting.sh ARCHIVE FOLDER_OF_THIS_TEST WORK
set -eu
archive=$1 tests=$2 work=$3
. "$tests/base.sh"

rm -rf "$work/kit" && mkdir -p "$work/kit" && unzip -q "$archive" -d "$work/kit"

say "building the Dockerfile"
buildah bud -q --build-arg BASE=localhost/genlab-base -t localhost/genlab "$work/kit/genlab" >&2
image=$(buildah from localhost/genlab)
buildah add -q "$image" "$tests/first_chart.py" /tmp/first_chart.py
say "starting it without a network"
printf 'Dockerfile '
cut_off buildah run "$image" -- /opt/genlab/binder/start-in-home \
    python3 /tmp/first_chart.py /opt/genlab/binder/check.ipynb
cut_off buildah run "$image" -- jupyterhub-singleuser --version >&2
buildah rm "$image" > /dev/null

say "building as Binder does"
binder=$(buildah from localhost/genlab-base)
buildah add -q "$binder" "$work/kit/genlab" /home/jovyan
buildah add -q "$binder" "$tests/first_chart.py" /tmp/first_chart.py
# Binder's own machines have Jupyter and certificates.
buildah run "$binder" -- sh -ec 'apt-get update -q && apt-get install -y -q --no-install-recommends \
    ca-certificates jupyter-notebook python3-nbconvert $(cat /home/jovyan/binder/apt.txt)
    useradd --uid 1000 jovyan && chown -R jovyan /home/jovyan' >&2
buildah config --user 1000 --workingdir /home/jovyan --env HOME=/home/jovyan --env LANG=C.UTF-8 "$binder"
buildah run "$binder" -- binder/postBuild >&2
printf 'Binder '
cut_off buildah run "$binder" -- python3 /tmp/first_chart.py binder/check.ipynb
say "a postBuild that can't do its work must say so"
if buildah run "$binder" -- sh -c 'rm binder/check.ipynb && binder/postBuild' >&2; then
    say "it did not"
    exit 1
fi
buildah rm "$binder" > /dev/null
