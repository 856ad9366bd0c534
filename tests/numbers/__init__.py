"""The programme in numbers: reports, charts, the cohort on one page."""
