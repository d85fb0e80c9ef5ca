"""The manager's side of the chat: screens, who may use them, what they say and change; pure.

`roles` says who a person is, `screens` what a screen is, `registry` lists them all, `answering`
picks one and checks the right to it. What a screen needs is loaded, what it changes is done, and
what it says is worded by `bot.office`. Imports `knowledge`: no channel, no database, no clock.
"""
