#!/bin/sh
# The agent of 'bin/bench soak': honest for half of the issues; the others' first attempt goes wrong in a way of its own, by the
# issue's number, and one of twelve never comes to anything.
set -eu
request=$(cat)
stage=$(printf '%s' "$request" | sed -n 's/^{"type":"request","protocol":1,"stage":"\([a-z]*\)".*/\1/p')
# The context names itself before what came earlier.
number=$(printf '%s' "$request" | grep -o '"key":"acme/soak#[0-9]*"' | head -n 1 | tr -dc 0-9)
attempt=$(printf '%s' "$request" | grep -o '"attempt":[0-9]*' | head -n 1 | tr -dc 0-9)
say() { printf '%s\n' "$1"; }
submit() { # FILE SUM
  say '{"type":"result","document":{"outcome":"submitted","summary":"Wrote it down.","claims":[{"claim":"wrote it down","files":[{"path":"'"$1"'","sha256":"'"$2"'"}]}]}}'
}

say '{"type":"started","detail":"soak agent"}'
say '{"type":"usage","model":"none","turns":1,"input_tokens":10,"output_tokens":1,"cost_usd":"0.0100"}'
case $stage in
  analyze)
    say '{"type":"result","document":{"outcome":"planned","summary":"Write it down.","plan":["write it down"],"acceptance_criteria":["it is written down"]}}'
    exit 0
    ;;
  review)
    say '{"type":"result","document":{"verdict":"APPROVE","summary":"It is there.","findings":[],"criteria":[{"criterion":"it is written down","status":"met"}]}}'
    exit 0
    ;;
  develop) ;;
  *)
    say '{"type":"error","class":"permanent","message":"this agent does not know the stage"}'
    exit 1
    ;;
esac

kind=$((number % 12))
if [ "$attempt" -gt 1 ] && [ "$kind" != 11 ]; then
  kind=0
fi
case $kind in
  6) exit 3 ;;
  7) exec sleep 600 ;;
  8)
    yes 'noise without end, a line of it that is as long as lines of noise usually are' | head -c 20000000
    exit 4
    ;;
  10) (trap '' TERM HUP; setsid sleep 600 </dev/null >/dev/null 2>&1 &) ;;
  11)
    say '{"type":"result","document":{"outcome":'
    exit 0
    ;;
esac
# Some meet at the same place of the same file, so that there are rebases with conflicts.
if [ $((number % 4)) = 0 ]; then
  file=NOTES.md
  sed -i "/^- first$/a - entry $number" "$file"
else
  mkdir -p "notes/$((number % 50))"
  file=notes/$((number % 50))/$number.md
  echo "- entry $number" >>"$file"
fi
sum=$(sha256sum "$file" | cut -d' ' -f1)
[ "$kind" != 9 ] || sum=$(printf '%064d' 0)
submit "$file" "$sum"
