# does: adds a file with line ends of Windows
printf 'one\r\ntwo\r\n' > windows.txt
submit "Added windows.txt." windows.txt
