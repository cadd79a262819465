# Sourced by the programs in this folder that need a Postgres server of the machine's package: installs one where it may (root on
# Debian or Ubuntu), says what to install where it may not, and ends with 69 (EX_UNAVAILABLE).

colony_postgres_found() {
  for initdb in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$initdb" ] && return 0
  done
  return 1
}

if ! colony_postgres_found && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing postgresql (figures and torture take a real server with fsync on)" >&2
  apt-get update -qq >/dev/null || true
  # No cluster of its own: each run makes one.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15 >/dev/null 2>&1 ||
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null || true
fi
colony_postgres_found || {
  echo "No Postgres server is installed. On Debian or Ubuntu: apt-get install postgresql" >&2
  exit 69
}
