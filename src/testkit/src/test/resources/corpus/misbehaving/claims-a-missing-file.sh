# stage: develop
# does: claims a file that does not exist
# ends: failure-blocked
# because: which is not in the commit
echo hello > hello.txt
result '{"outcome":"submitted","summary":"Added both.","claims":[{"claim":"added both","files":[{"path":"other.txt","sha256":"'"$(sha256sum hello.txt | cut -d' ' -f1)"'"}]}]}'
