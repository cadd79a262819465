# stage: develop
# does: puts a link to another directory in the place of its own
# ends: failure-blocked
# because: was removed, or replaced by a link
here=$(basename "$(pwd)")
echo hi > hello.txt
hash=$(sha256sum hello.txt | cut -d' ' -f1)
cd ..
mv "$here" moved
ln -s /etc "$here"
result '{"outcome":"submitted","summary":"x","claims":[{"claim":"x","files":[{"path":"hello.txt","sha256":"'"$hash"'"}]}]}'
