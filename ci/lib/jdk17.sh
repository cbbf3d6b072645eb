# shellcheck shell=bash
# Sourced by scripts that need a JDK 17: sets and exports JAVA_HOME, or ends the script with a clear message.

weir_is_jdk17() {
  [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 17[.]\|^javac 17$'
}

weir_find_jdk17() {
  local candidate javac
  javac=$(command -v javac || true)
  [ -n "$javac" ] && javac=$(dirname "$(dirname "$(readlink -f "$javac")")")
  for candidate in "${JAVA_HOME:-}" "$javac" "$(/usr/libexec/java_home -v 17 2>/dev/null || true)" \
    /usr/lib/jvm/*17* "$HOME"/.sdkman/candidates/java/17*; do
    if [ -n "$candidate" ] && weir_is_jdk17 "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME=$(weir_find_jdk17); then
  echo "$(basename "$0"): needs a JDK 17 and found none; install one, or point JAVA_HOME at it" >&2
  exit 2
fi
export JAVA_HOME

if ! command -v mvn >/dev/null; then
  echo "$(basename "$0"): needs Maven 3.8 or later as 'mvn' on the PATH and found none" >&2
  exit 2
fi
