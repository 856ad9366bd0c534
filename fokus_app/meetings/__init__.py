"""Network meetings: planned, people invited, answers and seats, the day itself.

`requirements` holds what the workflow asks for; each other module is one job around it.
"""
