"""Files read plainly, unpacked within limits, and written whole or not at all."""
