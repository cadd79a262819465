# stage: develop
# does: floods its output
# ends: failure-blocked
# because: printed more than
yes 'compiling ... and compiling ... and compiling ... and compiling'
