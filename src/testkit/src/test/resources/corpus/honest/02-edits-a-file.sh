# does: edits a file
echo four >> list.txt
submit "Added a line." list.txt
