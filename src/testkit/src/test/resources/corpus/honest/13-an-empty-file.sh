# does: adds an empty file
: > empty.txt
submit "Added a marker." empty.txt
