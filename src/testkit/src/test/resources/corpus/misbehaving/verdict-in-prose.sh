# stage: review
# does: hands in its verdict as prose
# ends: human-review-ready
# because: does not match schema 'verdict'
result '{"text":"I would APPROVE this"}'
