# What the agents of the corpus have in common. Sourced with the request on standard input; runs in the clone.
set -u
request=$(cat)
stage=$(printf '%s' "$request" | sed -n 's/^{"type":"request","protocol":1,"stage":"\([a-z]*\)".*/\1/p')

say() { printf '%s\n' "$1"; }
usage() { say '{"type":"usage","model":"none","turns":'"${1:-1}"',"input_tokens":0,"output_tokens":0,"cost_usd":"'"${2:-0.01}"'"}'; }
result() { say '{"type":"result","document":'"$1"'}'; }

# submit SUMMARY FILE...: a report with the true hashes.
submit() {
  summary=$1
  shift
  files=
  for file in "$@"; do
    files="$files${files:+,}{\"path\":\"$file\",\"sha256\":\"$(sha256sum "$file" | cut -d' ' -f1)\"}"
  done
  result '{"outcome":"submitted","summary":"'"$summary"'","claims":[{"claim":"'"$summary"'","files":['"$files"']}]}'
}

say '{"type":"started","detail":"corpus"}'
usage
