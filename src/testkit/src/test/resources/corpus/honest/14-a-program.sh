# does: adds a program that can be run
mkdir -p tools
printf '#!/bin/sh\necho hello\n' > tools/hello
chmod +x tools/hello
submit "Added tools/hello." tools/hello
