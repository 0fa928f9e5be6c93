"""What the product does when it is killed, and what must hold then."""
