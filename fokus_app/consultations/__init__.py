"""Peer consultation: a group of colleagues in which one brings a case, one moderates and the others advise.

`groups` says who is a member, `plan` sets dates and who does what, `appointments` puts them into calendars, `running`
leads through the phases (`phases`), `words` keeps what was said, sealed for the members, `record` is what they share,
`view` shows, `retention` deletes the words some weeks later. HR sees how many there were, and when.
"""
