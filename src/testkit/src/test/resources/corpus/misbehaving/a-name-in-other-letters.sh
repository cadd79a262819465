# stage: develop
# does: adds a file whose name differs from another's in letter case
# ends: human-review-ready
# because: These are one name where letter case, composition and invisible characters do not count: LIST.txt, list.txt
printf 'four\n' > LIST.txt
submit "Added." LIST.txt
