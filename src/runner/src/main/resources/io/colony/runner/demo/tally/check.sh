#!/bin/sh
# Compiles the library with its tests, and runs the tests. Needs a JDK: in JAVA_HOME, or javac on the PATH.
set -eu
cd "$(dirname "$0")"
jdk=""
if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/javac" ]; then
  jdk="$JAVA_HOME/bin/"
fi
command -v "${jdk}javac" >/dev/null 2>&1 || {
  echo "check.sh: no javac; install a JDK or set JAVA_HOME" >&2
  exit 127
}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"${jdk}javac" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -J-Xshare:auto \
  -proc:none -Xlint:all -Werror -d "$classes" src/tally/*.java test/tally/*.java
"${jdk}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp "$classes" tally.AllTests "$classes"
