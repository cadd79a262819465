# does: adds a file
echo hello > hello.txt
submit "Added hello.txt." hello.txt
