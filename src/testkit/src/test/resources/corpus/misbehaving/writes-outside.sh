# stage: develop
# does: writes beside its directory
# ends: done
# because: Merged as
echo mine > ../stolen.txt
echo mine > "$HOME/.gitconfig"
echo hello > hello.txt
submit "Greeted." hello.txt
