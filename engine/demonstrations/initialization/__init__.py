"""How a network starts: zeros, constants, noise, and the scale of the noise."""
