"""What may happen to a server, done to the app on a site of its own: `bench/ordeal`. One file for each ordeal; begin at `__main__`."""
