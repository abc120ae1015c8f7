"""One folder a topic, one file a demonstration, one idea a file."""
