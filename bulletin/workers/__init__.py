"""Turn a function and its argument into an answer from a child process with limits on time and memory."""
