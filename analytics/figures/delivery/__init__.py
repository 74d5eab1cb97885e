"""What a delivery would bring: its books, its findings, what it changes, and the deliveries before it."""
