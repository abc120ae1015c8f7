"""Where progress is kept: attempts and ratings for ever, cards as their cache. No Flask."""
