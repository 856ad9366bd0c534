"""Words that belong to named people alone: sealed before they reach the database, opened for those people.

`key_file` holds the key, `sealing` is the cryptography, `texts` the one place where a text is kept, read and
forgotten, `anonymous` the same for words of people who are not named, `shield` keeps it out of logs on its way in, `persons` follows renamed and deleted accounts, `change_key`
is for administrators.
"""
