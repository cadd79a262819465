# does: adds a file of settings
printf '{"colour": "blue", "hash": "d41d8cd98f00b204e9800998ecf8427e", "depth": 3}\n' > settings.json
submit "Added settings." settings.json
