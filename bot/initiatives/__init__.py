"""What is decided on a recommendation, and what becomes of it: from acceptance to "done".

`accepting` locks what was known, `course` moves it on, `following` compares with later rounds,
`nudging` says when to remind, `telling` tells the people who were asked. No screen and no wording
here, and nothing is imported here: what compares loads numpy.
"""
