"""Self-assessment: facts, self-scores, explanations, approval, submission, receipt."""
