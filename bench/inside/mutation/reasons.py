"""Parts that no test notices when they are missing, and why that is so: by the name of the mutant, as the table prints it."""

REASONS: dict[str, str] = {}
