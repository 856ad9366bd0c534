"""Reminders: what is due (`due`), and that each person hears of it once, in one mail (`sending`).

They run daily and remember what they have said, so days without a scheduler are caught up and nothing is said twice.
"""
