# does: renames a file
git mv hello.txt greeting.txt
submit "Renamed the greeting." greeting.txt
