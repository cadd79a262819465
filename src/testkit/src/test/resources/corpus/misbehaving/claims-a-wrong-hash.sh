# stage: develop
# does: claims a file with another's hash
# ends: failure-blocked
# because: has SHA-256
echo hello > hello.txt
result '{"outcome":"submitted","summary":"Added it.","claims":[{"claim":"added it","files":[{"path":"hello.txt","sha256":"'"$(sha256sum list.txt | cut -d' ' -f1)"'"}]}]}'
