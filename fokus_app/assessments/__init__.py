"""Assessments against the leadership competencies: asked for (requests), written (writing), shown (view, profile)."""
