"""What pages share: the session that opens the snapshot, and the blocks a page is made of."""
