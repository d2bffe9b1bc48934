"""What other tools load by their entry points; they call us, and none of our own rooms does."""
