"""Answers collected elsewhere: read a table, say what is wrong with each row, store the rest.

`reading` knows the file formats, `rows` what a row may say, `storing` how it becomes tasks.
"""
