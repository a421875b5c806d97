#!/bin/sh
# Measures tachado beside what one would use instead, and its memory on a long scan.
#
# usage: bench/run.sh [FOLDER]     a folder of PDFs; samples/ if none is given
#   TACHADO  the program to measure (build/release/pipeline/tachado)
#   ROUNDS   times each program reads each file, in turns (3)
#   PAGES    pages of the scan whose memory is measured (300; 0: not measured)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/.." && pwd)
tachado=${TACHADO:-$root/build/release/pipeline/tachado}
/usr/bin/python3 "$here/speed.py" --tachado "$tachado" --rounds "${ROUNDS:-3}" "${1:-$root/samples}"
if [ "${PAGES:-300}" -gt 0 ]; then
  /usr/bin/python3 "$here/memory.py" --tachado "$tachado" --pages "${PAGES:-300}"
fi
