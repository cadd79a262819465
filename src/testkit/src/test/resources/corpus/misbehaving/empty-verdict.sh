# stage: review
# does: hands in an empty verdict
# ends: human-review-ready
# because: does not match schema 'verdict'
result '{}'
