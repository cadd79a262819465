# stage: develop
# does: has a tool write that the provider refuses and that nothing was used, and kill the program
# ends: failure-blocked
# because: transient failure number 4
# cost: 8.00
say '{"type":"tool_started","id":"1","tool":"sh","input":""}'
usage 1 0.00
say '{"type":"error","class":"provider","message":"429","resets_at":"2099-01-01T00:00:00Z"}'
kill -9 $$
