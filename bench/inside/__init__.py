"""What runs inside the bench's Python environment, with Frappe importable."""
