#!/bin/sh
# Packs a Python with the classic Notebook and nbconvert into a folder that can be put anywhere, from
# the packages of this Debian (or Ubuntu); nothing is installed. It needs only the C library of its
# Linux, of this machine's version or newer. The last line says what it is.
#
# Usage: pack.sh FOLDER
set -eu
folder=$1
debs=$(mktemp -d)
trap 'rm -rf "$debs"' EXIT
mkdir -p "$folder"

# On a machine with nothing installed, these would come with it. The C library must be the
# machine's own; the rest is for installing packages and for debugging Python itself.
packages=$(apt-get -s -o Dir::State::status=/dev/null -o Debug::NoLocking=1 \
    install --no-install-recommends python3-notebook python3-nbconvert | awk '/^Inst/ {print $2}' |
    grep -vxE 'libc6|gcc-.*|dpkg|tar|debconf|ucf|sensible-utils|ca-certificates|tzdata|gdb|libdw1|libboost.*|libsource.*|libdebuginfod.*|libbabeltrace1|libglib2.*|libcurl.*|libldap.*')
cd "$debs"
# shellcheck disable=SC2086
apt-get download -q $packages
for deb in *.deb; do dpkg -x "$deb" "$folder"; done
[ -d "$folder/lib" ] && cp -a "$folder"/lib/*/. "$folder/usr/lib/$(ls "$folder/lib")/" && rm -r "$folder/lib"
cd "$folder"
rm -rf etc bin sbin var usr/share/doc usr/share/man usr/share/locale usr/share/lintian usr/lib/ssl usr/sbin
find . -xtype l -delete
cat > python <<'PYTHON'
#!/bin/sh
# The Python of this folder, wherever the folder is.
home=$(cd "$(dirname "$0")" && pwd -P)/usr
export PYTHONHOME="$home" PYTHONDONTWRITEBYTECODE=1
export LD_LIBRARY_PATH="$home/lib/x86_64-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$home/bin/python3" "$@"
PYTHON
chmod +x python
./python -c '
import platform, notebook, nbconvert
print(f"Python {platform.python_version()}, Notebook {notebook.__version__}, nbconvert {nbconvert.__version__},"
      f" for Linux on x86-64 with glibc {platform.libc_ver()[1]} or newer")'
