# stage: develop
# does: names a file like a token of the code host
# ends: failure-blocked
# because: The name of a file looks like it holds a secret
name=ghp_$(printf 'R2D2c3poA1B2C3D4E5F6a7b8c9d0E1F2G3h4')
echo x > "$name"
submit "Added a file." "$name"
