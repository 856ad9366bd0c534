"""What is kept about people, how long, and how it goes: see docs/privacy."""
