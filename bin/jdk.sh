# Sourced by the programs in this folder: sets JAVA_HOME to the newest JDK (21 or newer) on this machine.
# Says what to install where there is none, and ends with 69 (EX_UNAVAILABLE).

colony_java_major() {
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

colony_select_jdk() {
  best=""
  best_major=0
  for candidate in "${JAVA_HOME:-}" "${COLONY_JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] || continue
    major=$(colony_java_major "$candidate")
    if [ "${major:-0}" -gt "$best_major" ]; then
      best=$candidate
      best_major=$major
    fi
  done
  if [ "$best_major" -lt 21 ]; then
    echo "Colony needs a JDK of version 21 or newer; the newest found here is ${best_major}." >&2
    echo "Install one (Debian 13, Ubuntu 24.04: apt-get install openjdk-21-jdk-headless; others: https://adoptium.net)," >&2
    echo "or set JAVA_HOME to where one lies." >&2
    exit 69
  fi
  JAVA_HOME=$best
  export JAVA_HOME
}

colony_select_jdk
