#!/bin/sh
# Makes the secrets that compose.yaml and compose.cluster.yaml hand to their containers, once: files that are there stay.
#   docker/make-secrets.sh [directory]
set -eu
directory=${1:-$(dirname "$0")/secrets}
mkdir -p "$directory"
# Containers see the files with the owner and mode they have here, under users of their own; the directory keeps others out.
chmod 700 "$directory"
cd "$directory"

write() {
  [ -e "$1" ] && return
  cat >"$1.new"
  chmod 444 "$1.new"
  mv "$1.new" "$1"
}

# 160 bits in letters and digits, which mean the same in a URL.
random() {
  od -An -N20 -tx1 /dev/urandom | tr -d ' \n'
}

random | write postgres_password
random | write admin_password
random | write eventstore_admin_password
random | write eventstore_ops_password
printf 'postgres://kondusif:%s@postgres:5432/kondusif' "$(cat postgres_password)" | write database_url
printf 'esdb://admin:%s@eventstore-1:2113,eventstore-2:2113,eventstore-3:2113?tls=true&tlsCAFile=/certificates/ca/ca.crt&nodePreference=leader' \
  "$(cat eventstore_admin_password)" | write eventstore_url

# For browsers on this machine, to be replaced by the certificate of the public name.
if [ ! -e proxy.pem ] && command -v openssl >/dev/null; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN=localhost \
    -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' -keyout proxy.key -out proxy.crt 2>/dev/null
  cat proxy.crt proxy.key | write proxy.pem
  rm proxy.crt proxy.key
fi
[ -e proxy.pem ] || echo "There is no openssl here: put certificate chain and key of the proxy into $directory/proxy.pem." >&2
