# stage: develop
# does: leaves processes behind that want to live on
# ends: done
# because: Merged as
# nothing-lives: sleep 4711
(setsid sleep 4711 </dev/null >/dev/null 2>&1 &)
(setsid env -i sleep 4711 </dev/null >/dev/null 2>&1 &)
echo hello > hello.txt
submit "Greeted." hello.txt
