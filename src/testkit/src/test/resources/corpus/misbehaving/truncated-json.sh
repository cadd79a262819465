# stage: develop
# does: hands in half a document
# ends: failure-blocked
# because: gave no result
printf '%s' '{"type":"result","document":{"outcome":"submitted","summary":"I did'
