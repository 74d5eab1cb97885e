"""The way back of rows that were set aside: `read` what somebody corrected, `merge` it into its file, `write` that."""
