#!/bin/bash
# Grades submissions as an array of Slurm jobs, one submission each:
#   ./lab grade A1 submissions --list submissions.txt
#   sbatch --array=1-$(wc -l < submissions.txt)%50 grading/cluster/slurm.sh A1 submissions results
# and when the array is done, to sum up (nothing is graded twice):
#   ./lab grade A1 submissions -o results
#SBATCH --job-name=grade
#SBATCH --cpus-per-task=1
#SBATCH --mem=3G
#SBATCH --time=00:10:00
#SBATCH --output=slurm-%A_%a.log
set -euo pipefail
assignment=$1 submissions=$2 results=$3
name=$(sed -n "${SLURM_ARRAY_TASK_ID}p" submissions.txt)
# A cache of each node's own: the unpacked libraries are 200 MB, too much for a shared disk.
"${LAB:-./lab}" grade "$assignment" "$submissions/$name" \
    -o "$results/results/${name%.ipynb}.json" --notebook "$results/notebooks/$name" \
    --cache "${TMPDIR:-/tmp}/genlab-grading-$(id -u)"
