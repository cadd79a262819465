# stage: develop
# does: hands in a document of 1 MB: a claim as long as a book, and 5,000 files for it
# ends: failure-blocked
# because: characters, and at most 524288 are taken
echo hello > hello.txt
sum=$(sha256sum hello.txt | cut -d' ' -f1)
file='{"path":"hello.txt","sha256":"'"$sum"'"}'
files=$file
i=1
while [ $i -lt 5000 ]; do files="$files,$file"; i=$((i+1)); done
result '{"outcome":"submitted","summary":"Greeted.","claims":[{"claim":"'"$(head -c 500000 /dev/zero | tr '\0' a)"'","files":['"$files"']}]}'
