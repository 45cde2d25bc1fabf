# To be read by the scripts beside it: a Debian of debootstrap's as the image localhost/genlab-base, made
# in the folder $work unless it is there, and a way to run without a network.
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot

say() { echo "$*" >&2; }

# In a namespace with no network but the machine itself.
cut_off() { unshare -n sh -c 'ip link set lo up && exec "$@"' cut_off "$@"; }

if ! buildah inspect --type image localhost/genlab-base > /dev/null 2>&1; then
    say "making a Debian"
    [ -d "$work/debian" ] || debootstrap --variant=minbase bookworm "$work/debian" >&2
    base=$(buildah from scratch)
    buildah add -q "$base" "$work/debian" /
    # How this machine reaches Debian and Maven Central.
    buildah add -q "$base" /usr/local/share/ca-certificates /usr/local/share/ca-certificates
    buildah commit -q "$base" localhost/genlab-base
    buildah rm "$base" > /dev/null
fi
