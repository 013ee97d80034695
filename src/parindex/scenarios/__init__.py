"""Real procedures as runnable stories: they play the same operations as the screens."""
