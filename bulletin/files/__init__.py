"""Turn paths into bytes and bytes into files: read plainly, unpack within limits, write all or nothing."""
