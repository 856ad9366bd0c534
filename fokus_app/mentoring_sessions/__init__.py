"""What mentor and mentee note of their sessions. Dates and minutes are plain fields; the words are sealed for the pair, a
private note for its author (`fokus_app.confidential`). HR sees how many sessions there were, and when.

`log` writes, `plan` sets the next date with its calendar entry, `view` shows, `record` is what they share, `retention`
deletes the words some weeks after the end, `silence` finds pairs that have not met for long.
"""
