# does: adds a file whose name has blanks and umlauts
mkdir -p 'Grüße und mehr'
echo hallo > 'Grüße und mehr/überall.txt'
submit "Greets in German." 'Grüße und mehr/überall.txt'
