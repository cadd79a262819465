# stage: develop
# does: names the state that it wants
# ends: failure-blocked
# because: does not match schema 'development'
result '{"outcome":"submitted","summary":"Merge it.","state":"done"}'
