# does: leaves a directory of its own outside of the change
mkdir -p "$TMPDIR/build"
echo x > "$TMPDIR/build/x"
echo five >> list.txt
submit "Added a line." list.txt
