"""The office behind the manager's side of the chat: `bot.managing` decides, the office does.

`loading` brings what screens need, `changing` makes their changes, `painting` their pictures and
files, `attending` joins them to a turn. All of it happens in the turn's own transaction.
"""
