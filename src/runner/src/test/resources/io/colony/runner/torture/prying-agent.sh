#!/bin/sh
# An agent that tries what an agent should not be able to do, and hands in what came of it: prying-agent.sh SECRET WORK PORT
set -eu
secret=$1
work=$2
port=$3
request=$(cat)
stage=$(printf '%s' "$request" | sed -n 's/^{"type":"request","protocol":1,"stage":"\([a-z]*\)".*/\1/p')

say() { printf '%s\n' "$1"; }

try() { # NAME COMMAND...
  name=$1
  shift
  if "$@" >/dev/null 2>&1; then outcome=open; else outcome=closed; fi
  echo "$name $outcome" >>report.txt
}

append_to_a_file_below() {
  chmod -R u+w "$1" && find "$1" -type f | head -n 1 | while read -r file; do : >>"$file"; done
}

pry() {
  try own-home touch "$HOME/mine"
  try own-history git log -1 --format=%T
  try own-objects git cat-file -e 'HEAD^{tree}'
  try secret cat "$secret"
  ln -s "$secret" link
  try secret-by-link cat link
  rm link
  touch "$secret.beside" 2>/dev/null || :
  try code-host ls "$work/forge"
  try others-passwords ls /etc/shadow
  try lent-objects append_to_a_file_below "$(cat .git/objects/info/alternates)"
  try network git ls-remote "http://127.0.0.1:$port/repository"
}

say '{"type":"started","detail":"prying agent"}'
say '{"type":"usage","model":"none","turns":1,"input_tokens":0,"output_tokens":0,"cost_usd":"0.00"}'
case $stage in
  analyze)
    say '{"type":"result","document":{"outcome":"planned","summary":"Pry.","plan":["pry"],"acceptance_criteria":["it is written down"]}}'
    ;;
  develop)
    pry
    sum=$(sha256sum report.txt | cut -d' ' -f1)
    say '{"type":"result","document":{"outcome":"submitted","summary":"Pried.","claims":[{"claim":"wrote it down","files":[{"path":"report.txt","sha256":"'"$sum"'"}]}]}}'
    ;;
  review)
    say '{"type":"result","document":{"verdict":"APPROVE","summary":"It is there.","findings":[],"criteria":[{"criterion":"it is written down","status":"met"}]}}'
    ;;
  *)
    say '{"type":"error","class":"permanent","message":"this agent does not know the stage"}'
    exit 1
    ;;
esac
