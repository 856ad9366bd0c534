"""Who could mentor whom: which pairs are forbidden, how well the others fit, and the best proposal for all together."""
