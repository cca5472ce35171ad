"""Work in other processes, within limits, and the settings of a process of our own."""
