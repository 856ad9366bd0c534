"""The bench's own tools. Standard library only: they run before anything is installed."""
