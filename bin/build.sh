# Sourced by the programs in this folder that build themselves. One build of a checkout at a time: two terminals right after a
# clone would else write into the same directories, and one would start what the other is replacing.

# Calls 'build' where 'stale' says so; both are the caller's. Waits for a build that is under way. $1 is the caller's name.
colony_build_when_stale() {
  stale || return 0
  # Where there is no flock (macOS), as before: whoever starts two builds at once has to start one of them again.
  if command -v flock >/dev/null 2>&1; then
    # The folder itself is what is locked, so that no file stays behind.
    exec 9<"$root/bin"
    flock -n 9 || {
      echo "$1: another build of this checkout is under way; waiting for it ..." >&2
      flock 9
    }
  fi
  if stale; then
    build
  fi
  exec 9<&-
}
