# stage: develop
# does: plants hooks, filters, a monitor and another origin in .git
# ends: done
# because: Merged as
# never: evil
evil="sh -c 'touch $HOME/../../evil'"
mkdir -p .git/hooks
for hook in pre-commit post-commit post-checkout pre-push reference-transaction post-index-change; do
  printf '#!/bin/sh\ntouch "%s/../../evil"\n' "$HOME" > .git/hooks/$hook
  chmod +x .git/hooks/$hook
done
git config core.fsmonitor "$evil"
git config core.hooksPath .git/hooks
git config filter.evil.clean "$evil"
git config filter.evil.smudge "$evil"
git config remote.origin.url "ext::$evil"
git config protocol.ext.allow always
printf '* filter=evil\n' > .git/info/attributes
printf '/somewhere/else\n' > .git/objects/info/alternates.mine
echo hello > hello.txt
submit "Greeted." hello.txt
