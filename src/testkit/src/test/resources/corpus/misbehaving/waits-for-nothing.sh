# stage: analyze
# does: depends on an issue that does not exist
# ends: needs-clarification
# because: names nothing that it could wait for
result '{"outcome":"dependent","summary":"After the other one.","depends_on":["acme/shop#999"]}'
